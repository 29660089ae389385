/**
 * What the listener knows and must not forget. {@link org.mailloft.listener.state.StateStore} keeps an
 * {@link org.mailloft.listener.state.ObjectState} per directory object: what is {@link org.mailloft.listener.state.Wanted}
 * there, and what was done about it. What can be there in the mail server is a
 * {@link org.mailloft.listener.state.Present}.
 *
 * <p>A new kind of object begins here: a record that is a {@code Present}, and its lines in {@code StateRecord}.
 */
package org.mailloft.listener.state;
