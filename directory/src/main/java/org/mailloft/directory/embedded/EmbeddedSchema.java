package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import org.mailloft.directory.SchemaFile;

/** What the embedded directory knows: the standard schema, accounts and groups of RFC 2307, the UCS mail schema. */
final class EmbeddedSchema {

    static final String DN = "cn=Subschema";

    /** OpenLDAP's operational attribute for the order of changes. */
    private static final String ENTRY_CSN = "( 1.3.6.1.4.1.4203.666.1.7 NAME 'entryCSN' EQUALITY caseIgnoreMatch"
            + " ORDERING caseIgnoreOrderingMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15{64}"
            + " SINGLE-VALUE NO-USER-MODIFICATION USAGE directoryOperation )";

    /** When the password was set, for those who must not see it. draft-behera-ldap-password-policy section 5.3.2. */
    private static final String PWD_CHANGED_TIME = "( 1.3.6.1.4.1.42.2.27.8.1.16 NAME 'pwdChangedTime'"
            + " EQUALITY generalizedTimeMatch ORDERING generalizedTimeOrderingMatch"
            + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.24 SINGLE-VALUE NO-USER-MODIFICATION USAGE directoryOperation )";

    private EmbeddedSchema() {}

    static Schema load() throws LDAPException {
        var operational = new Entry(DN);
        operational.addAttribute("objectClass", "top", "subschema");
        operational.addAttribute("cn", "Subschema");
        operational.addAttribute("attributeTypes", ENTRY_CSN, PWD_CHANGED_TIME);
        return Schema.mergeSchemas(
                Schema.getDefaultStandardSchema(),
                schema(SchemaFile.nis()),
                schema(SchemaFile.ucsMail()),
                new Schema(operational));
    }

    private static Schema schema(SchemaFile file) {
        var entry = new Entry(DN);
        entry.addAttribute("objectClass", "top", "subschema");
        entry.addAttribute("cn", "Subschema");
        entry.addAttribute("attributeTypes", file.attributeTypes());
        entry.addAttribute("objectClasses", file.objectClasses());
        return new Schema(entry);
    }
}
