package org.mailloft.net.netty;

import io.netty.buffer.ByteBuf;

/** Buffers on their way from the event loop to the session, in order. Thread safe; empty, it holds nothing. */
final class ArrivedOctets {

    /** Reading stops when so many octets wait for the session, and goes on at half. */
    static final int MAX_WAITING = 64 * 1024;

    private static final class Node {
        final ByteBuf octets;
        Node next;

        Node(ByteBuf octets) {
            this.octets = octets;
        }
    }

    private Node first;
    private Node last;
    private int waiting;
    private boolean paused;
    private boolean closed;

    /**
     * Takes over a buffer.
     *
     * @return whether reading must pause
     */
    synchronized boolean add(ByteBuf octets) {
        if (closed || !octets.isReadable()) {
            octets.release();
            return false;
        }
        var node = new Node(octets);
        if (first == null) {
            first = node;
        } else {
            last.next = node;
        }
        last = node;
        waiting += octets.readableBytes();
        paused |= waiting >= MAX_WAITING;
        return paused;
    }

    /** Gives away the oldest buffer; null when there is none. */
    synchronized ByteBuf poll() {
        if (first == null) {
            return null;
        }
        var octets = first.octets;
        first = first.next;
        waiting -= octets.readableBytes();
        return octets;
    }

    synchronized boolean isEmpty() {
        return first == null;
    }

    /** Whether reading had to pause and may go on now; answers yes once. */
    synchronized boolean resume() {
        boolean resume = paused && waiting <= MAX_WAITING / 2;
        paused &= !resume;
        return resume;
    }

    synchronized boolean isPaused() {
        return paused;
    }

    /** Throws away what has arrived. */
    synchronized void discard() {
        while (first != null) {
            poll().release();
        }
    }

    /** Throws away what has arrived and whatever else will. */
    synchronized void close() {
        closed = true;
        discard();
    }
}
