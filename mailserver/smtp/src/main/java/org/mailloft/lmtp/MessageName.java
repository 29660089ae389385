package org.mailloft.lmtp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.mailloft.mime.Header;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.smtp.SpooledMessage;

/** A name by which a message is known again when the client sends it once more. */
final class MessageName {

    /** Fields that nobody on the way writes; trace fields may be different at each attempt. */
    private static final List<String> FIELDS = List.of("Message-ID", "Date", "From", "Subject");

    private MessageName() {}

    static String of(SmtpAddress sender, SpooledMessage message) {
        var digest = sha256();
        digest.update((sender + "\n").getBytes(StandardCharsets.UTF_8));
        long body = 0;
        for (Header header : message.headers()) {
            if (FIELDS.stream().anyMatch(header::is)) {
                digest.update(header.raw());
            }
            body = header.end();
        }
        message.copy(body, message.size(), digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
