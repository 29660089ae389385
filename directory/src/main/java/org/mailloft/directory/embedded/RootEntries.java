package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;

/** The two entries outside of the tree that tell clients what they talk to. */
final class RootEntries {

    private final DirectoryStore store;

    RootEntries(DirectoryStore store) {
        this.store = store;
    }

    /** RFC 4512 section 5.1. */
    Entry rootDse() {
        var entry = new Entry("", store.rules().schema());
        entry.addAttribute("objectClass", "top");
        entry.addAttribute("namingContexts", store.base().toString());
        entry.addAttribute("subschemaSubentry", EmbeddedSchema.DN);
        entry.addAttribute("supportedLDAPVersion", "3");
        entry.addAttribute(
                "supportedControl",
                ContentSyncRequestControl.SYNC_REQUEST_OID,
                SimplePagedResultsControl.PAGED_RESULTS_OID,
                SearchAnswer.MANAGE_DSA_IT);
        entry.addAttribute("supportedExtension", "1.3.6.1.4.1.4203.1.11.3"); // who am I, RFC 4532
        entry.addAttribute("supportedFeatures", "1.3.6.1.4.1.4203.1.5.1"); // all operational attributes, RFC 3673
        entry.addAttribute("vendorName", "Mailloft");
        return entry;
    }

    /** RFC 4512 section 4.2. */
    Entry subschema() {
        Entry entry = store.rules().schema().getSchemaEntry().duplicate();
        entry.setDN(EmbeddedSchema.DN);
        entry.setAttribute("cn", "Subschema");
        return entry;
    }
}
