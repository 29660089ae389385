package org.mailloft.admin.http;

/** A request that cannot be read; answered and then the connection ends, for nobody knows where the next one begins. */
final class BadRequest extends RuntimeException {

    private final int status;

    BadRequest(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
