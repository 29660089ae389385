package org.mailloft.net;

/** Why a waiting session was woken. The only kinds of news a session can get. */
public sealed interface SessionEvent {

    /** Octets can be read. */
    record Input() implements SessionEvent {}

    /** Something the session watches has changed; several changes may be told as one. */
    record Changed() implements SessionEvent {}

    /** Nothing happened for the time the session was ready to wait. */
    record Idle() implements SessionEvent {}

    /** The session is to end and may say goodbye; {@code reason} is text a client may see. */
    record Stop(String reason) implements SessionEvent {}

    /** The peer has closed the connection, or it broke; {@code cause} is for the log, such as {@code Connection closed}. */
    record Closed(String cause) implements SessionEvent {}

    Input INPUT = new Input();
    Changed CHANGED = new Changed();
    Idle IDLE = new Idle();
}
