package org.mailloft.admin;

import java.util.HashMap;
import java.util.Map;
import org.mailloft.doveadm.CommandSpec;
import org.mailloft.doveadm.ExitCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands this server can do, and the one way to run them. Any thread. */
public final class AdminCommands {

    private static final Logger LOGGER = LoggerFactory.getLogger(AdminCommands.class);

    private final Map<CommandSpec, AdminCommand.Parser> parsers;
    private final AdminServices services;

    private AdminCommands(Map<CommandSpec, AdminCommand.Parser> parsers, AdminServices services) {
        this.parsers = Map.copyOf(parsers);
        this.services = services;
    }

    /** Collects commands. */
    public static final class Builder {
        private final Map<CommandSpec, AdminCommand.Parser> parsers = new HashMap<>();

        public Builder add(CommandSpec spec, AdminCommand.Parser parser) {
            parsers.put(spec, parser);
            return this;
        }

        /** Adds a command that is run for each user it is asked for. */
        public Builder addMail(CommandSpec spec, MailCommand.Parser parser) {
            parsers.put(spec, params -> new ForUsers(parser.parse(params), params));
            return this;
        }

        public AdminCommands build(AdminServices services) {
            return new AdminCommands(parsers, services);
        }
    }

    public boolean knows(CommandSpec spec) {
        return parsers.containsKey(spec);
    }

    /** Runs a command to its end; failures become error lines. Returns its exit code. */
    public int run(CommandSpec spec, Params params, Output out) {
        try {
            return parsers.get(spec).parse(params).run(services, out);
        } catch (AdminFailure failure) {
            out.error(failure.getMessage());
            return failure.exitCode();
        } catch (RuntimeException broken) {
            LOGGER.error("doveadm: Error: Command '{}' failed", spec.words(), broken);
            out.error("Error: Internal error, refer to the server log");
            return ExitCode.TEMPORARY;
        }
    }
}
