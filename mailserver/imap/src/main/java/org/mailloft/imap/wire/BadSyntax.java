package org.mailloft.imap.wire;

/** The client wrote something the grammar does not allow; answered with BAD. Carries no stack trace. */
public final class BadSyntax extends RuntimeException {

    private final int position;

    /**
     * @param text what is wrong, for the client
     * @param position octets of the command that were read when it was noticed
     */
    public BadSyntax(String text, int position) {
        super(text, null, false, false);
        this.position = position;
    }

    /** Something wrong with an argument as such, wherever it stood. */
    public BadSyntax(String text) {
        this(text, -1);
    }

    /** Octets of the command up to the error; -1 when that does not say anything. */
    public int position() {
        return position;
    }
}
