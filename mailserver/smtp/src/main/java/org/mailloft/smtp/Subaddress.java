package org.mailloft.smtp;

/**
 * A recipient divided at the first {@code recipient_delimiter} character of its local part. RFC 5233.
 *
 * @param user the address without detail, as the user database knows it
 * @param detail what follows the delimiter; empty without one
 */
public record Subaddress(String user, String detail) {

    public static Subaddress of(SmtpAddress address, String delimiters) {
        var local = address.localPart();
        for (int i = 0; i < local.length(); i++) {
            if (delimiters.indexOf(local.charAt(i)) >= 0) {
                var user = new SmtpAddress(local.substring(0, i), address.domain());
                return new Subaddress(user.plain(), local.substring(i + 1));
            }
        }
        return new Subaddress(address.plain(), "");
    }
}
