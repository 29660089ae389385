package org.mailloft.mime;

/**
 * Content-Type, RFC 2045 section 5. Octet strings, spelled as received.
 *
 * @param type such as {@code text}
 * @param subtype such as {@code plain}
 */
public record ContentType(String type, String subtype, Parameters parameters) {

    public static final ContentType TEXT_PLAIN = new ContentType("text", "plain", Parameters.NONE);
    public static final ContentType MESSAGE_RFC822 = new ContentType("message", "rfc822", Parameters.NONE);

    /**
     * What has no type or no subtype is plain text, as section 5.2 recommends; but a multipart that does not say of
     * which kind is a mixed one.
     *
     * @param value the body of the field, an octet string
     */
    public static ContentType parse(String value) {
        var in = new Tokens(value);
        String type = in.skipSpace().token();
        String subtype = in.skipSpace().take('/') ? in.skipSpace().token() : "";
        var parameters = Parameters.parse(in);
        if (type.isEmpty() || subtype.isEmpty()) {
            return type.equalsIgnoreCase("multipart")
                    ? new ContentType(type, "mixed", parameters)
                    : new ContentType("text", "plain", parameters);
        }
        return new ContentType(type, subtype, parameters);
    }

    public boolean is(String type, String subtype) {
        return this.type.equalsIgnoreCase(type) && this.subtype.equalsIgnoreCase(subtype);
    }

    public boolean isText() {
        return type.equalsIgnoreCase("text");
    }

    public boolean isMultipart() {
        return type.equalsIgnoreCase("multipart");
    }

    /** The charset parameter as received; empty when there is none. */
    public String charset() {
        return parameters.raw("charset").orElse("");
    }
}
