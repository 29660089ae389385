package org.mailloft.admin.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailloft.doveadm.json.Json;
import org.mailloft.doveadm.json.JsonReader;

/** One element of a request: {@code ["command", {parameters}, "tag"]}. */
record ApiRequest(String command, Map<String, Json> params, String tag) {

    /** Content that is no list of commands; the message is what Dovecot says. */
    static final class Malformed extends RuntimeException {
        Malformed(String text) {
            super(text, null, false, false);
        }
    }

    static List<ApiRequest> parse(String content) {
        Json json;
        try {
            json = Json.parse(content);
        } catch (JsonReader.Malformed e) {
            throw new Malformed("JSON parse error: " + e.getMessage());
        }
        if (!(json instanceof Json.Arr(var elements))) {
            throw new Malformed("Request must be a JSON array");
        }
        var requests = new ArrayList<ApiRequest>();
        elements.forEach(element -> requests.add(parse(element)));
        return requests;
    }

    private static ApiRequest parse(Json element) {
        if (!(element instanceof Json.Arr(var parts))) {
            throw new Malformed("Command must be a JSON array");
        }
        if (parts.isEmpty() || !(parts.getFirst() instanceof Json.Str(var command))) {
            throw new Malformed("Command name must be a string");
        }
        if (parts.size() < 2 || !(parts.get(1) instanceof Json.Obj(var params))) {
            throw new Malformed("Parameters must be contained in a JSON object");
        }
        if (parts.size() < 3 || !(parts.get(2) instanceof Json.Str(var tag))) {
            throw new Malformed("Command ID must be a string");
        }
        if (parts.size() > 3) {
            throw new Malformed("Unexpected JSON element at end of command");
        }
        return new ApiRequest(command, params, tag);
    }
}
