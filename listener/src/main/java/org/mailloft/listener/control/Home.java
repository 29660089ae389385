package org.mailloft.listener.control;

/**
 * A home as the mail server reports it.
 *
 * @param state {@code active}, {@code limbo}, {@code parked} or {@code buried}
 * @param id whose it is, empty when it has no label
 * @param place where it is, or was before it was put aside
 * @param reason why it was put aside, empty for an active one
 */
public record Home(String state, String id, String place, String reason) {

    public boolean isActive() {
        return state.equals("active");
    }
}
