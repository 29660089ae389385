package org.mailloft.ucr.cli;

import java.util.Optional;

/** All verbs. */
final class Actions {

    private Actions() {}

    /** Makes no more than the one that was asked for: the others' classes are not even loaded. */
    static Optional<Action> named(String verb) {
        return Optional.ofNullable(
                switch (verb) {
                    case "set" -> new SetValues();
                    case "unset" -> new UnsetValues();
                    case "get" -> new Get();
                    case "search" -> new Search();
                    case "shell" -> new ShellSearch();
                    case "dump" -> new Dump();
                    case "info" -> new Info();
                    case "commit" -> new Commit();
                    case "update" -> new Update();
                    case "register" -> new Register();
                    case "unregister" -> new Unregister();
                    case "filter" -> new FilterTemplate();
                    case "history" -> new History();
                    case "undo" -> new Undo();
                    case "pending" -> new Pending();
                    case "apply" -> new Apply();
                    default -> null;
                });
    }
}
