package org.mailloft.imap.search;

import java.util.Set;

/**
 * What follows the name of a SEARCH command.
 *
 * @param options what is to be told; none for the plain reply of RFC 3501
 * @param criterion what is looked for
 * @param usesModSeq whether the client wants modification sequences (RFC 7162 section 3.1.5)
 */
public record SearchRequest(Set<ReturnOption> options, Criterion criterion, boolean usesModSeq) {

    public SearchRequest {
        options = Set.copyOf(options);
    }
}
