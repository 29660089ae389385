/**
 * Where users' mail lies and whom it belongs to. A home is a directory at a {@link org.mailloft.storage.home.Place}, which
 * follows from an address; whom it belongs to is written inside, on its label, because addresses change hands and people
 * change addresses. {@link org.mailloft.storage.home.Homes} makes homes and moves them, as the directory wants it;
 * {@link org.mailloft.storage.home.HomeStores} lets protocols in, each only to the home that is his.
 *
 * <p>Nothing is ever merged or removed on the way: what stands at a wrong place is set aside, with a note. Uses the disk and
 * {@code storage.maildir}; knows no protocol.
 */
package org.mailloft.storage.home;
