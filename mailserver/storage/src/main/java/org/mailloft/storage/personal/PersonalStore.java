package org.mailloft.storage.personal;

import org.mailloft.storage.ForwardingStore;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxStatus;
import org.mailloft.storage.OwnFlags;

/** All mail that one user can reach, with the flags he has for himself. */
final class PersonalStore extends ForwardingStore {

    private final MarkBooks books;
    private final int maxKeywordCharacters;

    PersonalStore(MailStore inner, MarkBooks books, int maxKeywordCharacters) {
        super(inner);
        this.books = books;
        this.maxKeywordCharacters = maxKeywordCharacters;
    }

    @Override
    public MailboxStatus status(MailboxName name) {
        var status = inner.status(name);
        var own = inner.ownFlags(name);
        if (own.isEmpty()) {
            return status;
        }
        try (var mailbox = personal(inner.open(name, false), own.get())) {
            var view = mailbox.view();
            return new MailboxStatus(
                    view.size(),
                    status.recent(),
                    view.unseen(),
                    status.deleted(),
                    view.uidNext(),
                    status.uidValidity(),
                    view.highestModSeq(),
                    status.size(),
                    status.guid());
        }
    }

    @Override
    public Mailbox open(MailboxName name, boolean writable) {
        var mailbox = inner.open(name, writable);
        try {
            var own = inner.ownFlags(name);
            return own.isEmpty() ? new ReaderMailbox(mailbox) : personal(mailbox, own.get());
        } catch (RuntimeException e) {
            mailbox.close();
            throw e;
        }
    }

    private PersonalMailbox personal(Mailbox mailbox, OwnFlags own) {
        var place = own.journal().place();
        var book = books.acquire(place);
        try {
            book.belongTo(mailbox, own);
            return new PersonalMailbox(mailbox, own, book, maxKeywordCharacters, () -> books.release(place));
        } catch (RuntimeException e) {
            books.release(place);
            throw e;
        }
    }
}
