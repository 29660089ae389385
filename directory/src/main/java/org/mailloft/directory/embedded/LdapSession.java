package org.mailloft.directory.embedded;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1StreamReader;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, RFC 4511: reads a request, answers it, reads the next. Only followed searches go on beside that. What the
 * client did wrong arrives here as {@link LDAPException} and leaves as a result.
 */
final class LdapSession implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LdapSession.class);
    private static final int MAX_MESSAGE_OCTETS = 4 << 20;

    private static final int MAX_SYNC_SEARCHES = 8;
    private static final String WHO_AM_I = "1.3.6.1.4.1.4203.1.11.3";

    private final Socket socket;
    private final DirectoryStore store;
    private final AccessRules access;
    private final Duration patience;
    private final Map<Integer, SyncSearch> following = new HashMap<>();
    private Identity identity = new Identity.Anonymous();
    private LdapOutput out;

    /**
     * @param patience a client is dropped when it says nothing for so long: before it has logged in, and in the middle of
     *     a request
     */
    LdapSession(Socket socket, DirectoryStore store, AccessRules access, Duration patience) {
        this.socket = socket;
        this.store = store;
        this.access = access;
        this.patience = patience;
    }

    @Override
    public void run() {
        try {
            out = new LdapOutput(socket.getOutputStream());
            var octets = new BufferedInputStream(socket.getInputStream());
            var requests = new ASN1StreamReader(octets, MAX_MESSAGE_OCTETS);
            boolean open = true;
            while (open) {
                awaitRequest(octets);
                LDAPMessage request = LDAPMessage.readFrom(requests, false);
                open = request != null && answer(request);
            }
        } catch (LDAPException | IOException ended) {
            LOG.debug("LDAP connection of {} ended: {}", socket.getRemoteSocketAddress(), ended.getMessage());
        } catch (RuntimeException | StackOverflowError bug) { // the SDK reads nested filters by recursion
            LOG.error("LDAP connection of {} is dropped", socket.getRemoteSocketAddress(), bug);
        } finally {
            following.values().forEach(SyncSearch::close);
        }
    }

    /** Waits for the first octet of a request; as long as it takes for one who has logged in, such as a follower. */
    private void awaitRequest(BufferedInputStream octets) throws IOException {
        boolean mayBeSilent = !(identity instanceof Identity.Anonymous);
        socket.setSoTimeout(mayBeSilent ? 0 : (int) patience.toMillis());
        octets.mark(1);
        octets.read();
        octets.reset();
        socket.setSoTimeout((int) patience.toMillis());
    }

    /** False when the client is done. */
    private boolean answer(LDAPMessage request) throws IOException {
        int id = request.getMessageID();
        switch (request.getProtocolOpType()) {
            case LDAPMessage.PROTOCOL_OP_TYPE_BIND_REQUEST -> bind(id, request.getBindRequestProtocolOp());
            case LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_REQUEST -> search(id, request);
            case LDAPMessage.PROTOCOL_OP_TYPE_COMPARE_REQUEST -> compare(id, request);
            case LDAPMessage.PROTOCOL_OP_TYPE_ADD_REQUEST -> {
                LDAPException result = outcome(() -> add(request));
                out.result(id, new AddResponseProtocolOp(code(result), matched(result), message(result), null));
            }
            case LDAPMessage.PROTOCOL_OP_TYPE_MODIFY_REQUEST -> {
                LDAPException result = outcome(() -> modify(request));
                out.result(id, new ModifyResponseProtocolOp(code(result), matched(result), message(result), null));
            }
            case LDAPMessage.PROTOCOL_OP_TYPE_MODIFY_DN_REQUEST -> {
                LDAPException result = outcome(() -> rename(request));
                out.result(id, new ModifyDNResponseProtocolOp(code(result), matched(result), message(result), null));
            }
            case LDAPMessage.PROTOCOL_OP_TYPE_DELETE_REQUEST -> {
                LDAPException result = outcome(() -> delete(request));
                out.result(id, new DeleteResponseProtocolOp(code(result), matched(result), message(result), null));
            }
            case LDAPMessage.PROTOCOL_OP_TYPE_EXTENDED_REQUEST -> extended(id, request.getExtendedRequestProtocolOp());
            case LDAPMessage.PROTOCOL_OP_TYPE_ABANDON_REQUEST ->
                abandon(request.getAbandonRequestProtocolOp().getIDToAbandon());
            default -> {
                return false; // unbind, or something that only a server sends
            }
        }
        return true;
    }

    /** RFC 4511 section 4.2, simple binds only. */
    private void bind(int id, BindRequestProtocolOp request) throws IOException {
        identity = new Identity.Anonymous();
        LDAPException result = outcome(() -> identity = identify(request));
        out.result(id, new BindResponseProtocolOp(code(result), matched(result), message(result), null, null));
    }

    private Identity identify(BindRequestProtocolOp request) throws LDAPException {
        if (request.getCredentialsType() != BindRequestProtocolOp.CRED_TYPE_SIMPLE) {
            throw new LDAPException(ResultCode.AUTH_METHOD_NOT_SUPPORTED, "simple bind only");
        }
        if (request.getVersion() != 3) {
            throw new LDAPException(ResultCode.PROTOCOL_ERROR, "LDAP version 3 only");
        }
        byte[] password = request.getSimplePassword().getValue();
        DN dn = dn(request.getBindDN());
        if (dn.isNullDN() && password.length == 0) {
            return new Identity.Anonymous();
        }
        if (password.length == 0) { // RFC 4513 section 5.1.2: not to be taken for a login
            throw new LDAPException(ResultCode.UNWILLING_TO_PERFORM, "unauthenticated bind is not allowed");
        }
        return access.identify(dn, password)
                .orElseThrow(() -> new LDAPException(ResultCode.INVALID_CREDENTIALS, "invalid credentials"));
    }

    private void search(int id, LDAPMessage message) throws IOException {
        var request = message.getSearchRequestProtocolOp();
        try {
            requireKnownControls(message.getControls(), SearchAnswer.CONTROLS);
            Optional<Control> sync = control(message, ContentSyncRequestControl.SYNC_REQUEST_OID);
            if (sync.isPresent()) {
                follow(id, message, new ContentSyncRequestControl(sync.get()));
            } else {
                new SearchAnswer(store, access, identity, out).send(id, request, message.getControls());
            }
        } catch (LDAPException failed) {
            out.result(id, new SearchResultDoneProtocolOp(code(failed), matched(failed), message(failed), null));
        }
    }

    private void follow(int id, LDAPMessage message, ContentSyncRequestControl control)
            throws LDAPException, IOException {
        access.requireReader(identity);
        following.values().removeIf(SyncSearch::isClosed);
        if (following.size() >= MAX_SYNC_SEARCHES) {
            throw new LDAPException(ResultCode.ADMIN_LIMIT_EXCEEDED, "too many followed searches");
        }
        var search = new SyncSearch(store, stored -> access.visible(identity, stored), out, id, closing());
        search.start(message.getSearchRequestProtocolOp(), control);
        following.put(id, search);
    }

    /** Ends the connection from any thread, also when a writer is stuck in it. */
    private Runnable closing() {
        return () -> {
            try {
                socket.close();
            } catch (IOException failure) {
                LOG.debug("Cannot close an LDAP connection", failure);
            }
        };
    }

    /** RFC 4511 section 4.10. */
    private void compare(int id, LDAPMessage message) throws IOException {
        LDAPException result = outcome(() -> {
            CompareRequestProtocolOp request = message.getCompareRequestProtocolOp();
            requireKnownControls(message.getControls(), List.of());
            access.requireKnown(identity);
            Entry entry = store.tree()
                    .get(dn(request.getDN()))
                    .flatMap(stored -> access.visible(identity, stored))
                    .orElseThrow(() -> new LDAPException(ResultCode.NO_SUCH_OBJECT, "no such entry"));
            var filter = Filter.createEqualityFilter(
                    request.getAttributeName(), request.getAssertionValue().getValue());
            boolean equal = filter.matchesEntry(entry, store.rules().schema());
            throw new LDAPException(equal ? ResultCode.COMPARE_TRUE : ResultCode.COMPARE_FALSE, null, null, null);
        });
        out.result(id, new CompareResponseProtocolOp(code(result), matched(result), message(result), null));
    }

    private void add(LDAPMessage message) throws LDAPException {
        AddRequestProtocolOp request = message.getAddRequestProtocolOp();
        requireKnownControls(message.getControls(), List.of());
        access.requireAdministrator(identity);
        store.add(dn(request.getDN()), request.getAttributes(), identity.dn());
    }

    private void modify(LDAPMessage message) throws LDAPException {
        ModifyRequestProtocolOp request = message.getModifyRequestProtocolOp();
        requireKnownControls(message.getControls(), List.of());
        DN target = dn(request.getDN());
        access.requireModify(identity, target, request.getModifications());
        store.modify(target, request.getModifications(), identity.dn());
    }

    private void rename(LDAPMessage message) throws LDAPException {
        ModifyDNRequestProtocolOp request = message.getModifyDNRequestProtocolOp();
        requireKnownControls(message.getControls(), List.of());
        access.requireAdministrator(identity);
        Optional<DN> newParent =
                request.getNewSuperiorDN() == null ? Optional.empty() : Optional.of(dn(request.getNewSuperiorDN()));
        var newRdn = new RDN(request.getNewRDN(), store.rules().schema());
        store.rename(dn(request.getDN()), newRdn, request.deleteOldRDN(), newParent, identity.dn());
    }

    private void delete(LDAPMessage message) throws LDAPException {
        requireKnownControls(message.getControls(), List.of());
        access.requireAdministrator(identity);
        store.delete(dn(message.getDeleteRequestProtocolOp().getDN()));
    }

    private void extended(int id, ExtendedRequestProtocolOp request) throws IOException {
        if (request.getOID().equals(WHO_AM_I)) {
            String name = identity.dn().isNullDN() ? "" : "dn:" + identity.dn();
            var value = new ASN1OctetString(name);
            out.result(id, new ExtendedResponseProtocolOp(ResultCode.SUCCESS_INT_VALUE, null, null, null, null, value));
        } else {
            var code = ResultCode.PROTOCOL_ERROR_INT_VALUE; // RFC 4511 section 4.12
            out.result(id, new ExtendedResponseProtocolOp(code, null, "unsupported operation", null, null, null));
        }
    }

    private void abandon(int id) {
        SyncSearch search = following.remove(id);
        if (search != null) {
            search.close();
        }
    }

    private DN dn(String text) throws LDAPException {
        return new DN(text, store.rules().schema());
    }

    private static Optional<Control> control(LDAPMessage message, String oid) {
        return message.getControls().stream()
                .filter(each -> each.getOID().equals(oid))
                .findFirst();
    }

    /** RFC 4511 section 4.1.11. ManageDsaIT changes nothing here: there are no referrals. */
    private static void requireKnownControls(List<Control> controls, List<String> known) throws LDAPException {
        for (Control control : controls) {
            if (control.isCritical()
                    && !control.getOID().equals(SearchAnswer.MANAGE_DSA_IT)
                    && !known.contains(control.getOID())) {
                throw new LDAPException(
                        ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, "unknown critical control " + control.getOID());
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws LDAPException;
    }

    /** What to answer: null for plain success. */
    private static LDAPException outcome(Work work) {
        try {
            work.run();
            return null;
        } catch (LDAPException result) {
            return result;
        } catch (RuntimeException bug) {
            LOG.error("Internal error of the directory", bug);
            return new LDAPException(ResultCode.OTHER, "internal error, see the log of the directory");
        }
    }

    private static int code(LDAPException result) {
        return result == null
                ? ResultCode.SUCCESS_INT_VALUE
                : result.getResultCode().intValue();
    }

    private static String matched(LDAPException result) {
        return result == null ? null : result.getMatchedDN();
    }

    /** Why, for the person who reads it; null when the code says it all. */
    private static String message(LDAPException result) {
        return result == null ? null : result.getMessage();
    }
}
