package org.mailloft.appliance;

/** Finds ports for an appliance below those that the system gives to clients. */
final class FreePorts {

    private static final int FIRST = 11_000;
    private static final int LAST = 14_000;
    private static final int STEP = 100;

    private FreePorts() {}

    /** A port offset at which nothing listens now. */
    static int offset() {
        for (int offset = FIRST; offset <= LAST; offset += STEP) {
            try {
                Ports.shiftedBy(offset).requireFree();
                return offset;
            } catch (StartFailure taken) {
                // the next one, then
            }
        }
        throw new AssertionError("no free ports between offsets " + FIRST + " and " + LAST);
    }
}
