package org.mailloft.firewall.command;

import java.io.IOException;
import java.nio.file.Path;
import org.mailloft.firewall.RuleSet;

/** Where variables are kept. */
@FunctionalInterface
public interface RuleSource {

    /** What they say now. */
    RuleSet read(Path root) throws IOException;
}
