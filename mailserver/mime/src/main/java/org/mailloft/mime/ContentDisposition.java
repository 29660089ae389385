package org.mailloft.mime;

/**
 * Content-Disposition, RFC 2183.
 *
 * @param disposition such as {@code attachment}; an octet string
 */
public record ContentDisposition(String disposition, Parameters parameters) {

    /** @param value the body of the field, an octet string */
    public static ContentDisposition parse(String value) {
        var in = new Tokens(value);
        return new ContentDisposition(in.skipSpace().token(), Parameters.parse(in));
    }
}
