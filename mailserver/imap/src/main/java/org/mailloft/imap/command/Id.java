package org.mailloft.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;

/**
 * ID: client and server tell each other what they are. RFC 2971.
 *
 * @param fields what the client says, empty values for NIL
 */
record Id(Map<String, Optional<String>> fields) implements Command {

    /** Section 3.3: no more fields than this. */
    private static final int MAX_FIELDS = 30;

    /** {@code id = "ID" SP id_params_list}, {@code id_params_list = "(" *(string SP nstring) ")" / nil} */
    static Id parse(ImapReader in) {
        in.sp();
        var fields = new LinkedHashMap<String, Optional<String>>();
        if (in.nextIs('(')) {
            in.list(() -> {
                var name = text(in.string());
                var value = in.sp().nstring().map(Id::text);
                if (fields.size() == MAX_FIELDS) {
                    throw new BadSyntax("Too many ID fields.", in.position());
                }
                fields.put(name, value);
                return name;
            });
        } else if (in.nstring().isPresent()) {
            throw new BadSyntax("Invalid arguments.", in.position());
        }
        in.crlf();
        return new Id(fields);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    @Override
    public void run(ImapSession session, Responder out) {
        log(session);
        var line = out.untagged("ID");
        var own = own(session.service().settings().idSend());
        if (own.isEmpty()) {
            line.nil();
        } else {
            line.open();
            own.forEach(line::string);
            line.close();
        }
        line.crlf();
        out.ok("ID completed.");
    }

    private void log(ImapSession session) {
        var wanted = List.of(session.service().settings().idLog().strip().split("\\s+"));
        var told = fields.entrySet().stream()
                .filter(field ->
                        wanted.contains("*") || wanted.contains(field.getKey().toLowerCase(Locale.ROOT)))
                .map(field -> field.getKey() + "=" + field.getValue().orElse("NIL"))
                .collect(Collectors.joining(", "));
        if (!told.isEmpty()) {
            session.login().logEvent("ID sent: " + told);
        }
    }

    /** Names and values from the setting; {@code *} is our own value. */
    private static List<String> own(String setting) {
        var words = setting.strip().split("\\s+");
        var result = new ArrayList<String>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            var value = words[i + 1].equals("*") ? ours(words[i]) : words[i + 1];
            if (!value.isEmpty()) {
                result.add(words[i]);
                result.add(value);
            }
        }
        return result;
    }

    private static String ours(String name) {
        return switch (name) {
            case "name" -> "Dovecot";
            case "os" -> System.getProperty("os.name");
            case "os-version" -> System.getProperty("os.version");
            default -> "";
        };
    }
}
