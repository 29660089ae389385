package org.mailloft.admin.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.MailDefaults;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.admin.Wildcards;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.UserRecord;
import org.mailloft.conf.Variables;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;
import org.mailloft.doveadm.json.Json;
import org.mailloft.routing.AddressRouting;
import org.mailloft.routing.Destination;
import org.mailloft.routing.Route;
import org.mailloft.routing.Sender;

/** {@code doveadm user}: what the user database says, or which users it has. */
record User(List<String> masks, Optional<String> field, Optional<String> template, boolean raw)
        implements AdminCommand {

    static User parse(Params params) {
        return new User(
                params.list("userMask"), params.text("field"), params.text("expandField"), params.flag("userdbOnly"));
    }

    @Override
    public int run(AdminServices services, Output out) {
        if (masks.stream().anyMatch(Wildcards::isPattern)) {
            return list(services, out);
        }
        if (field.isEmpty() && template.isEmpty() && !raw) {
            out.columns(List.of(Column.of("field"), Column.of("value")));
        }
        var answers = new LinkedHashMap<String, LookupResult>();
        masks.forEach(name -> answers.put(name, services.users().lookup(name, AuthRequest.internal("doveadm"))));
        out.result(object(answers, services.defaults()));
        int code = ExitCode.OK;
        boolean first = true;
        for (var answer : answers.entrySet()) {
            switch (answer.getValue()) {
                case LookupResult.Found(var user) -> print(user, services.defaults(), first, out);
                case LookupResult.Unknown _ -> {
                    out.text("\n");
                    out.error("userdb lookup: user " + answer.getKey() + " doesn't exist"
                            + elsewhere(services.routing(), answer.getKey()));
                    code = ExitCode.NO_USER;
                }
                case LookupResult.Unavailable(var why) -> {
                    out.error("userdb lookup(" + answer.getKey() + ") failed: " + why);
                    code = ExitCode.TEMPORARY;
                }
            }
            first = false;
        }
        return code;
    }

    /** Where somebody lives whom another host has, as the end of a sentence; empty for everybody else. */
    private static String elsewhere(AddressRouting routing, String name) {
        if (!(routing.route(name, Sender.TRUSTED) instanceof Route.Known(var destinations))) {
            return "";
        }
        return destinations.stream()
                .filter(destination -> destination.address().equalsIgnoreCase(name))
                .map(destination -> destination instanceof Destination.Elsewhere elsewhere
                        ? " on this host: its mailbox is on " + elsewhere.homeServer()
                        : "")
                .findFirst()
                .orElse("");
    }

    /** What programs get: an object for each user. */
    private Json object(Map<String, LookupResult> answers, MailDefaults defaults) {
        var users = new LinkedHashMap<String, Json>();
        answers.forEach((name, answer) -> {
            if (answer instanceof LookupResult.Found(var user)) {
                users.put(name, Json.of(shown(user, defaults)));
            }
        });
        return new Json.Obj(users);
    }

    private int list(AdminServices services, Output out) {
        var names = new ArrayList<String>();
        try (var all = services.users().users()) {
            all.filter(name -> masks.stream().anyMatch(mask -> Wildcards.matches(mask, name)))
                    .forEach(names::add);
        }
        names.forEach(name -> out.text(name + "\n"));
        out.result(Json.of(Map.of("userList", names)));
        return ExitCode.OK;
    }

    private void print(UserRecord user, MailDefaults defaults, boolean first, Output out) {
        var fields = raw ? fields(user, MailDefaults.NONE) : fields(user, defaults);
        if (template.isPresent()) {
            out.text(Variables.of(variables(user, defaults)).expandLeniently(template.get()) + "\n");
        } else if (field.isPresent()) {
            out.text(first ? "" : "\n");
            Optional.ofNullable(fields.get(field.get())).ifPresent(value -> out.text(value + "\n"));
        } else if (raw) {
            out.text("userdb: " + user.name() + "\n");
            out.text("  %-10s: %s\n".formatted("user", user.name()));
            fields.forEach((name, value) -> out.text("  %-10s: %s\n".formatted(name, value)));
        } else {
            fields.forEach((name, value) -> out.row(name, value));
            out.row("", "");
        }
    }

    private Map<String, String> shown(UserRecord user, MailDefaults defaults) {
        var fields = fields(user, defaults);
        field.ifPresent(name -> fields.keySet().retainAll(List.of(name)));
        return fields;
    }

    private static Map<String, String> fields(UserRecord user, MailDefaults defaults) {
        var fields = new LinkedHashMap<String, String>();
        put(fields, "uid", user.uid().isEmpty() ? defaults.uid() : user.uid());
        put(fields, "gid", user.gid().isEmpty() ? defaults.gid() : user.gid());
        put(fields, "home", user.home().toString());
        put(fields, "mail", defaults.locationOf(user));
        fields.putAll(user.fields());
        return fields;
    }

    private static void put(Map<String, String> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }

    private static Map<String, String> variables(UserRecord user, MailDefaults defaults) {
        var name = user.name();
        int at = name.indexOf('@');
        var values = new LinkedHashMap<>(fields(user, defaults));
        values.put("u", name);
        values.put("user", name);
        values.put("n", at < 0 ? name : name.substring(0, at));
        values.put("d", at < 0 ? "" : name.substring(at + 1));
        values.put("h", user.home().toString());
        return values;
    }
}
