package org.mailloft.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mailloft.net.Connection;

/** What the server says it can do, before and after login. RFC 3501 section 7.2.1. */
final class Capabilities {

    private final ImapService service;

    Capabilities(ImapService service) {
        this.service = service;
    }

    String beforeLogin(Connection connection, boolean secured) {
        return configured(() -> {
            var list = new ArrayList<>(List.of("IMAP4rev1", "SASL-IR", "LOGIN-REFERRALS", "ID", "ENABLE", "IDLE"));
            list.add(literals());
            if (connection.canStartTls()) {
                list.add("STARTTLS");
            }
            if (!secured) {
                list.add("LOGINDISABLED");
            }
            service.authentication().mechanisms(secured).forEach(mechanism -> list.add("AUTH=" + mechanism));
            return list;
        });
    }

    String afterLogin() {
        return configured(() -> {
            var list = new ArrayList<>(List.of("IMAP4rev1", "SASL-IR", "LOGIN-REFERRALS", "ID", "ENABLE"));
            list.addAll(service.commands().capabilities());
            list.add(literals());
            return list;
        });
    }

    private String literals() {
        return service.settings().literalMinus() ? "LITERAL-" : "LITERAL+";
    }

    private String configured(java.util.function.Supplier<List<String>> own) {
        var setting = service.settings().capability().strip();
        if (setting.isEmpty()) {
            return join(own.get());
        }
        return setting.startsWith("+")
                ? join(own.get()) + " " + setting.substring(1).strip()
                : setting;
    }

    private static String join(List<String> names) {
        return names.stream().distinct().collect(Collectors.joining(" "));
    }
}
