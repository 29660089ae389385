package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.EntryValidator;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;

/** What the schema says about an entry. Thread safe. */
final class EntryRules {

    private static final String IA5_STRING = "1.3.6.1.4.1.1466.115.121.1.26";

    private final Schema schema;

    EntryRules(Schema schema) {
        this.schema = schema;
    }

    Schema schema() {
        return schema;
    }

    /** The same entry, its values compared by the matching rules of the schema. */
    Entry typed(String dn, Collection<Attribute> attributes) {
        var entry = new Entry(dn, schema);
        for (Attribute attribute : attributes) {
            entry.addAttribute(new Attribute(attribute.getName(), schema, attribute.getValueByteArrays()));
        }
        return entry;
    }

    /** Refuses attributes that only the server may set. */
    void requireUserAttribute(String name) throws LDAPException {
        AttributeTypeDefinition type = schema.getAttributeType(Attribute.getBaseName(name));
        if (type != null && type.isNoUserModification()) {
            throw new LDAPException(ResultCode.CONSTRAINT_VIOLATION, name + ": no user modification allowed");
        }
    }

    /**
     * Checks everything that a client may have got wrong.
     *
     * @throws LDAPException with the code that slapd would answer with
     */
    void check(Entry entry) throws LDAPException {
        if (!entry.hasAttribute("objectClass")) {
            throw new LDAPException(ResultCode.OBJECT_CLASS_VIOLATION, "no objectClass attribute");
        }
        var validator = new EntryValidator(schema);
        var reasons = new ArrayList<String>();
        if (!validator.entryIsValid(withSuperiorClasses(entry), reasons)) {
            throw new LDAPException(code(validator), String.join("; ", reasons));
        }
        for (Attribute attribute : entry.getAttributes()) {
            requireAscii(attribute);
        }
    }

    /** RFC 4517 section 3.3.15, which the SDK's validator does not look at. Mail addresses are of this syntax. */
    private void requireAscii(Attribute attribute) throws LDAPException {
        AttributeTypeDefinition type = schema.getAttributeType(attribute.getBaseName());
        if (type == null || !IA5_STRING.equals(type.getBaseSyntaxOID(schema))) {
            return;
        }
        for (byte[] value : attribute.getValueByteArrays()) {
            for (byte octet : value) {
                if (octet < 0) {
                    throw new LDAPException(
                            ResultCode.INVALID_ATTRIBUTE_SYNTAX, attribute.getName() + ": value is not ASCII");
                }
            }
        }
    }

    private static ResultCode code(EntryValidator findings) {
        if (findings.getMalformedDNs() > 0) {
            return ResultCode.INVALID_DN_SYNTAX;
        }
        if (findings.getTotalUndefinedAttributes() > 0) {
            return ResultCode.UNDEFINED_ATTRIBUTE_TYPE;
        }
        if (findings.getTotalAttributesViolatingSyntax() > 0) {
            return ResultCode.INVALID_ATTRIBUTE_SYNTAX;
        }
        if (findings.getTotalSingleValueViolations() > 0) {
            return ResultCode.CONSTRAINT_VIOLATION;
        }
        if (findings.getEntriesMissingRDNValues() > 0) {
            return ResultCode.NAMING_VIOLATION;
        }
        return ResultCode.OBJECT_CLASS_VIOLATION;
    }

    /** Clients may name only the most special class, slapd adds the others when it checks. */
    private Entry withSuperiorClasses(Entry entry) {
        var complete = entry.duplicate();
        for (String name : entry.getObjectClassValues()) {
            ObjectClassDefinition known = schema.getObjectClass(name);
            if (known != null) {
                known.getSuperiorClasses(schema, true)
                        .forEach(superior -> complete.addAttribute("objectClass", superior.getNameOrOID()));
            }
        }
        return complete;
    }
}
