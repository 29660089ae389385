package org.mailloft.doveadm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailloft.doveadm.format.Format;

/**
 * All that is declared about a command: the command line, the HTTP API and the help are made from it.
 *
 * @param words its name on the command line, such as {@code mailbox list}
 * @param kind whether it works on users' mail
 * @param params in the order of the API and of arguments
 * @param format of its output where none is asked for
 * @param usage arguments as shown in help, without what all mail commands have
 */
public record CommandSpec(String words, Kind kind, List<Param> params, Format format, String usage) {

    public enum Kind {
        /** Works on the server. */
        SERVER,
        /** Works on the server, and is not offered to the HTTP API of Dovecot. */
        LOCAL,
        /** Works on one user's mail, or on that of several users one after the other. */
        MAIL
    }

    /** What every mail command takes besides its own parameters. */
    public static final List<Param> MAIL_PARAMS = List.of(
            Param.flag('A', "allUsers"),
            Param.text('S', "socketPath"),
            Param.text('u', "user"),
            new Param("transFlags", Param.Type.INTEGER, (char) 0, Param.Place.NONE),
            Param.text('F', "userFile"));

    public CommandSpec {
        if (kind == Kind.MAIL) {
            var all = new ArrayList<>(MAIL_PARAMS);
            all.addAll(params);
            params = all;
        }
        params = List.copyOf(params);
    }

    /** {@code mailboxList} for {@code mailbox list}. */
    public String apiName() {
        var parts = words.split(" ");
        var name = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            name.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i].substring(1));
        }
        return name.toString();
    }

    /** Words of the name, such as {@code mailbox} and {@code list}. */
    public List<String> path() {
        return List.of(words.split(" "));
    }

    public Optional<Param> param(String name) {
        return params.stream().filter(param -> param.name().equals(name)).findFirst();
    }

    /** Parameters that have a place on the command line. */
    public List<Param> positional() {
        return params.stream()
                .filter(param -> param.place() != Param.Place.NONE)
                .toList();
    }

    /** Arguments as shown in help. */
    public String synopsis() {
        var common = kind == Kind.MAIL ? "[-u <user>|-A] [-S <socket_path>]" : "";
        return List.of(common, usage).stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }
}
