package org.mailloft.directory.embedded;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.SearchEntryParer;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An ordinary search, RFC 4511 section 4.5, with simple paged results (RFC 2696). */
final class SearchAnswer {

    static final String MANAGE_DSA_IT = "2.16.840.1.113730.3.4.2";
    static final List<String> CONTROLS =
            List.of(ContentSyncRequestControl.SYNC_REQUEST_OID, SimplePagedResultsControl.PAGED_RESULTS_OID);

    private final DirectoryStore store;
    private final AccessRules access;
    private final Identity identity;
    private final LdapOutput out;

    SearchAnswer(DirectoryStore store, AccessRules access, Identity identity, LdapOutput out) {
        this.store = store;
        this.access = access;
        this.identity = identity;
        this.out = out;
    }

    void send(int id, SearchRequestProtocolOp request, List<Control> controls) throws LDAPException, IOException {
        var base = new DN(request.getBaseDN(), store.rules().schema());
        if (request.getScope() == SearchScope.BASE && base.isNullDN()) {
            sendOne(id, request, new RootEntries(store).rootDse());
            return;
        }
        access.requireKnown(identity);
        if (request.getScope() == SearchScope.BASE && base.equals(new DN(EmbeddedSchema.DN))) {
            sendOne(id, request, new RootEntries(store).subschema());
            return;
        }
        if (!base.isNullDN() && store.tree().get(base).isEmpty()) {
            String matched =
                    store.tree().closestAncestor(base).map(DN::toString).orElse(null);
            throw new LDAPException(ResultCode.NO_SUCH_OBJECT, null, matched, null);
        }
        sendEntries(id, request, base, page(controls));
    }

    private void sendOne(int id, SearchRequestProtocolOp request, Entry entry) throws LDAPException, IOException {
        if (request.getFilter().matchesEntry(entry, store.rules().schema())) {
            out.entry(id, parer(request).pareEntry(entry));
        }
        out.result(id, done(ResultCode.SUCCESS));
    }

    private void sendEntries(int id, SearchRequestProtocolOp request, DN base, SimplePagedResultsControl page)
            throws LDAPException, IOException {
        Filter filter = request.getFilter();
        var parer = parer(request);
        Optional<DN> after = page == null ? Optional.empty() : start(page);
        int limit = request.getSizeLimit() == 0 ? Integer.MAX_VALUE : request.getSizeLimit();
        int pageSize = page == null || page.getSize() == 0 ? Integer.MAX_VALUE : page.getSize();
        int sent = 0;
        DN last = null;
        for (StoredEntry stored : store.tree().candidates(base, request.getScope(), filter, after)) {
            Entry visible = access.visible(identity, stored).orElse(null);
            if (visible == null || !filter.matchesEntry(visible, store.rules().schema())) {
                continue;
            }
            if (sent == pageSize) {
                out.result(id, done(ResultCode.SUCCESS), cookie(last));
                return;
            }
            if (sent == limit) {
                out.result(id, done(ResultCode.SIZE_LIMIT_EXCEEDED));
                return;
            }
            out.entry(id, parer.pareEntry(visible));
            sent++;
            last = stored.dn();
        }
        if (page == null) {
            out.result(id, done(ResultCode.SUCCESS));
        } else {
            out.result(id, done(ResultCode.SUCCESS), new SimplePagedResultsControl(0, new ASN1OctetString()));
        }
    }

    /** The cookie is the name of the last entry: pages go on after it, whatever happened in between. */
    private static Control cookie(DN last) {
        return new SimplePagedResultsControl(0, new ASN1OctetString(last.toString()));
    }

    private Optional<DN> start(SimplePagedResultsControl page) throws LDAPException {
        String cookie = page.getCookie() == null ? "" : page.getCookie().stringValue();
        return cookie.isEmpty()
                ? Optional.empty()
                : Optional.of(new DN(cookie, store.rules().schema()));
    }

    private SearchEntryParer parer(SearchRequestProtocolOp request) {
        return new SearchEntryParer(request.getAttributes(), store.rules().schema());
    }

    private static SimplePagedResultsControl page(List<Control> controls) throws LDAPException {
        for (Control control : controls) {
            if (control.getOID().equals(SimplePagedResultsControl.PAGED_RESULTS_OID)) {
                return new SimplePagedResultsControl(control.getOID(), control.isCritical(), control.getValue());
            }
        }
        return null;
    }

    private static SearchResultDoneProtocolOp done(ResultCode code) {
        return new SearchResultDoneProtocolOp(code.intValue(), null, null, null);
    }
}
