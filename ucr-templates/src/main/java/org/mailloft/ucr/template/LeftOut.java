package org.mailloft.ucr.template;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Something of another's package that cannot be used, such as a template with Python sections or a stanza with a mistake.
 *
 * @param origin the package whose info file it comes from
 * @param target the file that is not rendered for it; empty when it is only a part, a program or something else
 */
public record LeftOut(String origin, Optional<Path> target, TemplateFailure reason) {}
