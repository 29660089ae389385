package org.mailloft.directory.embedded;

import com.unboundid.asn1.ASN1OctetString;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a client has got.
 *
 * @param database which directory it was
 * @param csn the last change that the client knows
 */
record SyncCookie(String database, String csn) {

    private static final Pattern FORM = Pattern.compile("db=([0-9a-f-]{36}),csn=([0-9.Z#]{0,40})");

    /** Empty for anything that did not come from {@link #encode}. */
    static Optional<SyncCookie> decode(ASN1OctetString octets) {
        if (octets == null) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(octets.stringValue());
        return form.matches() ? Optional.of(new SyncCookie(form.group(1), form.group(2))) : Optional.empty();
    }

    ASN1OctetString encode() {
        return new ASN1OctetString("db=" + database + ",csn=" + csn);
    }
}
