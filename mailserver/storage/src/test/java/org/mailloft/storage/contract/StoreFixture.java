package org.mailloft.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.storage.AutoMailbox;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.Mailbox.Append;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StoreFactory;

/** Two users' stores, and the words the contract tests are written in. */
abstract class StoreFixture {

    /** What the store under test is configured with, beside one private namespace without prefix divided by '/'. */
    public static final List<AutoMailbox> AUTO = List.of(
            new AutoMailbox(name("Drafts"), AutoMailbox.Auto.CREATE, List.of("\\Drafts")),
            new AutoMailbox(name("Sent"), AutoMailbox.Auto.SUBSCRIBE, List.of("\\Sent")),
            new AutoMailbox(name("Trash"), AutoMailbox.Auto.NO, List.of("\\Trash")));

    static final Instant DATE = Instant.parse("2026-02-03T04:05:06Z");
    static final String MESSAGE = "Subject: hello\r\n\r\nA line.\r\n";

    @TempDir
    Path directory;

    MailStore anna;
    MailStore ben;
    private StoreFactory factory;

    /** A store without any mail, configured with {@link #AUTO}. */
    protected abstract StoreFactory newStore(Path directory);

    @BeforeEach
    void openStores() {
        factory = newStore(directory);
        anna = openAgain("anna@example.org");
        ben = openAgain("ben@example.org");
    }

    @AfterEach
    void closeStores() {
        anna.close();
        ben.close();
    }

    /** Another session of a user. */
    MailStore openAgain(String user) {
        return factory.open(new MailUser(user, directory.resolve(user), Map.of()));
    }

    static MailboxName name(String name) {
        return MailboxName.of(name, '/');
    }

    Mailbox inbox() {
        return anna.open(MailboxName.INBOX, true);
    }

    static long append(Mailbox mailbox, String content, Flags flags) {
        var octets = content.getBytes(StandardCharsets.ISO_8859_1);
        try (var message = mailbox.receive()) {
            message.write(octets, 0, octets.length);
            return mailbox.append(List.of(new Append(message, flags, DATE))).getFirst();
        }
    }

    static long append(Mailbox mailbox) {
        return append(mailbox, MESSAGE, Flags.NONE);
    }

    static void append(Mailbox mailbox, int count) {
        for (int n = 0; n < count; n++) {
            append(mailbox);
        }
    }

    static String content(Mailbox mailbox, long uid) {
        try (var in = mailbox.open(uid)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Flags flags(Mailbox mailbox, long uid) {
        return mailbox.view().flags(mailbox.view().indexOf(uid));
    }

    static long modSeq(Mailbox mailbox, long uid) {
        return mailbox.view().modSeq(mailbox.view().indexOf(uid));
    }

    static List<Long> uids(Mailbox mailbox) {
        var view = mailbox.view();
        return IntStream.range(0, view.size()).mapToObj(view::uid).toList();
    }

    static List<Long> longs(long... values) {
        return LongStream.of(values).boxed().toList();
    }

    static void assertFails(MailFailure.Reason reason, Executable what) {
        assertEquals(reason, assertThrows(MailFailure.class, what).reason());
    }

    static void assertFails(MailFailure.Reason reason, String clientText, Executable what) {
        var failure = assertThrows(MailFailure.class, what);
        assertEquals(clientText, failure.clientText());
        assertEquals(reason, failure.reason());
    }
}
