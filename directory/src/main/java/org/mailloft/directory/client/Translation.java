package org.mailloft.directory.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.AliasDerefMode;
import org.apache.directory.api.ldap.model.message.LdapResult;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.SearchRequest;
import org.apache.directory.api.ldap.model.message.SearchRequestImpl;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.name.Dn;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectoryFailure.Reason;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;
import org.mailloft.directory.Search;

/** Between our types and those of the library. */
final class Translation {

    private Translation() {}

    static SearchRequest request(Search search) throws LdapException {
        var request = new SearchRequestImpl();
        request.setBase(new Dn(search.base()));
        request.setScope(
                switch (search.scope()) {
                    case BASE -> SearchScope.OBJECT;
                    case ONE_LEVEL -> SearchScope.ONELEVEL;
                    case SUBTREE -> SearchScope.SUBTREE;
                });
        request.setFilter(search.filter().text());
        request.addAttributes(search.attributes().toArray(String[]::new));
        request.setDerefAliases(AliasDerefMode.NEVER_DEREF_ALIASES);
        return request;
    }

    static Entry entry(org.apache.directory.api.ldap.model.entry.Entry entry) {
        var attributes = new LinkedHashMap<String, List<String>>();
        for (Attribute attribute : entry) {
            var values = new ArrayList<String>(attribute.size());
            for (Value value : attribute) {
                values.add(text(value));
            }
            attributes.put(attribute.getUpId(), values);
        }
        return new Entry(entry.getDn().getName(), attributes);
    }

    static org.apache.directory.api.ldap.model.entry.Entry entry(Entry entry) throws LdapException {
        var translated = new DefaultEntry(entry.dn());
        for (var attribute : entry.attributes().entrySet()) {
            translated.add(attribute.getKey(), attribute.getValue().toArray(String[]::new));
        }
        return translated;
    }

    static org.apache.directory.api.ldap.model.entry.Modification modification(Modification modification) {
        var operation =
                switch (modification) {
                    case Modification.Add _ -> ModificationOperation.ADD_ATTRIBUTE;
                    case Modification.Replace _ -> ModificationOperation.REPLACE_ATTRIBUTE;
                    case Modification.Remove _ -> ModificationOperation.REMOVE_ATTRIBUTE;
                };
        return new DefaultModification(
                operation, modification.attribute(), modification.values().toArray(String[]::new));
    }

    /** @param object name of the entry that the operation was about */
    static DirectoryFailure failure(LdapResult result, String object) {
        return failure(result.getResultCode(), object, result.getDiagnosticMessage());
    }

    static DirectoryFailure failure(ResultCodeEnum code, String object, String diagnostic) {
        String detail = diagnostic == null || diagnostic.isBlank() ? "" : " (" + diagnostic.strip() + ")";
        return new DirectoryFailure(
                reason(code), "\"" + object + "\": " + code.getMessage() + " [" + code.getValue() + "]" + detail);
    }

    /** The one place that knows what a result code means to us. The library's list is open, hence a default. */
    private static Reason reason(ResultCodeEnum code) {
        return switch (code) {
            case NO_SUCH_OBJECT -> Reason.NO_SUCH_OBJECT;
            case ENTRY_ALREADY_EXISTS -> Reason.ALREADY_EXISTS;
            case NO_SUCH_ATTRIBUTE -> Reason.NO_SUCH_ATTRIBUTE;
            case ATTRIBUTE_OR_VALUE_EXISTS -> Reason.VALUE_EXISTS;
            case OBJECT_CLASS_VIOLATION,
                    UNDEFINED_ATTRIBUTE_TYPE,
                    INVALID_ATTRIBUTE_SYNTAX,
                    CONSTRAINT_VIOLATION,
                    NAMING_VIOLATION,
                    INVALID_DN_SYNTAX,
                    NOT_ALLOWED_ON_RDN,
                    OBJECT_CLASS_MODS_PROHIBITED -> Reason.SCHEMA_VIOLATION;
            case NOT_ALLOWED_ON_NON_LEAF -> Reason.NOT_A_LEAF;
            case INSUFFICIENT_ACCESS_RIGHTS,
                    INVALID_CREDENTIALS,
                    INAPPROPRIATE_AUTHENTICATION,
                    STRONG_AUTH_REQUIRED,
                    CONFIDENTIALITY_REQUIRED -> Reason.ACCESS_DENIED;
            case SIZE_LIMIT_EXCEEDED, TIME_LIMIT_EXCEEDED, ADMIN_LIMIT_EXCEEDED -> Reason.LIMIT_EXCEEDED;
            default -> Reason.OTHER;
        };
    }

    private static String text(Value value) {
        return value.isHumanReadable() ? value.getString() : new String(value.getBytes(), StandardCharsets.UTF_8);
    }
}
