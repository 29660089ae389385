package org.mailloft.listener.state;

/** What the directory wants for one object on this host. */
public sealed interface Wanted permits Present, Wanted.Nothing, Wanted.Elsewhere, Wanted.Malformed {

    /** Nothing here, and nothing anywhere: the object is gone, or it has no address. */
    record Nothing() implements Wanted {}

    /**
     * It lives on another host. What is here may be the only copy.
     *
     * @param homeServer in lower case
     */
    record Elsewhere(String homeServer) implements Wanted {}

    /** The entry makes no sense. What was done before stays. */
    record Malformed(String reason) implements Wanted {}
}
