package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.search.SearchParser;
import org.mailloft.imap.search.SearchRequest;
import org.mailloft.imap.search.SearchResult;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.search.SearchQuery;

/** SEARCH and UID SEARCH: which messages fulfil a condition. RFC 3501 sections 6.4.4 and 6.4.8; ESEARCH is RFC 4731. */
record Search(boolean byUid, SearchRequest request) implements Command {

    static Search parse(ImapReader in) {
        return parse(in, false);
    }

    static Search parseUid(ImapReader in) {
        return parse(in, true);
    }

    private static Search parse(ImapReader in, boolean byUid) {
        return new Search(byUid, new SearchParser(in.sp()).parse());
    }

    @Override
    public void run(ImapSession session, Responder out) {
        if (request.usesModSeq()) {
            session.enableCondstore();
        }
        var selected = session.selected();
        var view = selected.view();
        var clock = session.service().clock();
        var query = new SearchQuery(request.criterion().resolve(selected, clock.instant()), clock.getZone());
        var result = new SearchResult(view, byUid);
        query.run(selected.mailbox(), view, result::add);
        if (request.options().isEmpty()) {
            result.writeSearch(out.writer(), request.usesModSeq());
        } else {
            result.writeEsearch(out.writer(), out.tag(), request.options(), request.usesModSeq());
        }
        out.ok("Search completed.");
    }
}
