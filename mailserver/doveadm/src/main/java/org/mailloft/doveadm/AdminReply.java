package org.mailloft.doveadm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailloft.doveadm.json.Json;

/** How one administration command ended. */
public sealed interface AdminReply {

    /**
     * The command did its work.
     *
     * @param result its output: usually an array of objects
     */
    record Success(Json result) implements AdminReply {

        /**
         * The output as rows, each from the column's key to its text. Output that is one object, as that of
         * {@code user}, gives one row per member that is an object itself, with the member's name under
         * {@code username}.
         */
        public List<Map<String, String>> rows() {
            return switch (result) {
                case Json.Arr(var elements) ->
                    elements.stream()
                            .map(element -> element instanceof Json.Obj(var members)
                                    ? texts(members)
                                    : Map.of("", text(element)))
                            .toList();
                case Json.Obj(var members) -> {
                    var rows = new ArrayList<Map<String, String>>();
                    members.forEach((name, member) -> {
                        if (member instanceof Json.Obj(var fields)) {
                            var row = new LinkedHashMap<String, String>();
                            row.put("username", name);
                            row.putAll(texts(fields));
                            rows.add(row);
                        }
                    });
                    yield rows;
                }
                case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> List.of();
            };
        }

        private static Map<String, String> texts(Map<String, Json> members) {
            var row = new LinkedHashMap<String, String>();
            members.forEach((key, value) -> row.put(key, text(value)));
            return row;
        }

        private static String text(Json value) {
            return value instanceof Json.Str(var text) ? text : value.toString();
        }
    }

    /**
     * The command failed. The reason in words is in the server's log.
     *
     * @param type {@code exitCode}, {@code unknownMethod}, {@code unAuthorized}, {@code invalidRequest} or
     *     {@code internalError}
     * @param exitCode as the command line would give it, see {@link ExitCode}; 0 unless {@code type} is {@code exitCode}
     */
    record AdminError(String type, int exitCode) implements AdminReply {}
}
