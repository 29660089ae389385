package org.mailloft.directory.embedded;

import com.unboundid.asn1.ASN1Buffer;
import com.unboundid.ldap.protocol.IntermediateResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.IntermediateResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Messages to one client; the session and its followed searches share it. Thread safe, one message at a time. */
final class LdapOutput {

    private static final int BUFFER_OCTETS = 64 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final OutputStream out;

    LdapOutput(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER_OCTETS);
    }

    /** Queues an entry; {@link #flush} or any result sends it. */
    void entry(int messageId, Entry entry, Control... controls) throws IOException {
        write(messageId, new SearchResultEntryProtocolOp(entry), List.of(controls), false);
    }

    /** Queues an intermediate response. */
    void intermediate(int messageId, IntermediateResponse response) throws IOException {
        write(messageId, new IntermediateResponseProtocolOp(response.getOID(), response.getValue()), List.of(), false);
    }

    /** Ends an operation and sends everything. */
    void result(int messageId, ProtocolOp result, Control... controls) throws IOException {
        write(messageId, result, List.of(controls), true);
    }

    void flush() throws IOException {
        lock.lock();
        try {
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    private void write(int messageId, ProtocolOp operation, List<Control> controls, boolean flush) throws IOException {
        var buffer = new ASN1Buffer();
        new LDAPMessage(messageId, operation, controls).writeTo(buffer);
        lock.lock();
        try {
            buffer.writeTo(out);
            if (flush) {
                out.flush();
            }
        } finally {
            lock.unlock();
        }
    }
}
