package org.mailloft.admin.http;

import java.util.Map;

/**
 * A request with its content.
 *
 * @param fields header fields by name in lower case
 * @param keepAlive whether the client wants to go on with this connection
 */
record HttpRequest(String method, String path, Map<String, String> fields, byte[] content, boolean keepAlive) {

    String field(String name) {
        return fields.getOrDefault(name, "");
    }
}
