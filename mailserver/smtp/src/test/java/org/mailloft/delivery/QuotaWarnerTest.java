package org.mailloft.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailloft.mime.EncodedWords;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Mailbox.Append;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.memory.MemoryStore;
import org.mailloft.storage.quota.Enforcement;
import org.mailloft.storage.quota.QuotaAccounts;
import org.mailloft.storage.quota.QuotaLayer;
import org.mailloft.storage.quota.QuotaWarnings;
import org.mailloft.storage.stack.StoreStack;

/** Warnings from the message that crosses a threshold to the one that tells of it. */
class QuotaWarnerTest {

    private static final MailUser ANNA = new MailUser("anna@example.org", Path.of("/nonexistent"), Map.of());

    private final Map<String, String> plugin = new HashMap<>(Map.of(
            "quota", "maildir:User quota",
            "quota_rule", "*:bytes=1000",
            "quota_warning", "storage=95%% quota-warning 95 %u",
            "quota_warning2", "storage=80%% quota-warning 80 %u",
            "quota_warning3", "-storage=80%% quota-warning below 80 %u"));

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneId.of("Europe/Berlin"));
    private final MemoryStore stores = new MemoryStore();
    private final QuotaAccounts accounts = new QuotaAccounts(clock);

    private MailStore open() {
        var unlimited = new QuotaLayer(plugin, accounts, Enforcement.COUNT_ONLY, QuotaWarnings.NONE);
        var warner = new QuotaWarner(
                new StoreStack(stores, List.of(unlimited)), plugin, Map.of(), "mx.example.org", clock, Runnable::run);
        return new StoreStack(stores, List.of(new QuotaLayer(plugin, accounts, Enforcement.GRACE, warner))).open(ANNA);
    }

    private static void save(MailStore store, int octets) {
        try (var inbox = store.open(MailboxName.INBOX, true);
                var message = inbox.receive()) {
            message.write(new byte[octets], 0, octets);
            inbox.append(List.of(new Append(message, Flags.NONE, Instant.EPOCH)));
        }
    }

    private List<String> messages() throws IOException {
        var messages = new ArrayList<String>();
        try (var store = stores.open(ANNA);
                var inbox = store.open(MailboxName.INBOX, false)) {
            for (int at = 0; at < inbox.view().size(); at++) {
                try (var in = inbox.open(inbox.view().uid(at))) {
                    messages.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return messages;
    }

    @Test
    void wholeMessage() throws IOException {
        plugin.put("quota_warning_subject", "Mailbox almost full");
        plugin.put("quota_warning_text_80", "It is $PERCENT %% full.\nReally $PERCENT.\n\n");
        try (var store = open()) {
            save(store, 850);
        }
        assertEquals(2, messages().size());
        assertEquals("""
                Return-Path: <>
                From: <postmaster@mx.example.org>
                To: <anna@example.org>
                Subject: Mailbox almost full
                Date: Sun, 22 Nov 2026 11:00:00 +0100
                Message-ID: <quota-warning.1795341600000.1@mx.example.org>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 7bit
                Auto-Submitted: auto-generated

                It is 80 % full.
                Really 80.
                """.replace("\n", "\r\n"), messages().getLast());
    }

    @Test
    void umlautsArriveInSubjectAndText() throws IOException {
        var subject = "Ihr Postfach ist zu $PERCENT %% gefüllt – bitte löschen Sie, was Sie nicht mehr benötigen: 😀";
        plugin.put("quota_warning_subject", subject);
        plugin.put("quota_warning_text_80", "Größe: $PERCENT %%\n.\n");
        try (var store = open()) {
            save(store, 850);
        }
        var message = messages().getLast();
        var head = message.substring(0, message.indexOf("\r\n\r\n"));
        var folded = head.substring(head.indexOf("Subject: ") + 9, head.indexOf("\r\nDate"));
        assertTrue(folded.lines().allMatch(line -> line.length() <= 76), folded);
        assertEquals(
                subject.replace("$PERCENT", "80").replace("%%", "%"), EncodedWords.decode(folded.replace("\r\n", "")));
        var body = message.substring(head.length() + 4);
        assertEquals("Größe: 80 %\r\n.\r\n", new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8));
        assertTrue(head.contains("Content-Transfer-Encoding: base64"));
    }

    @Test
    void fullMailboxGetsItsWarningAndNoOther() throws IOException {
        plugin.put("quota_warning_text_95", "Full. " + "x".repeat(200));
        plugin.put("quota_warning_text_80", "Nearly. " + "x".repeat(2000));
        try (var store = open()) {
            save(store, 800);
            assertEquals(2, messages().size(), "the warning itself goes beyond 95 %, and nobody is told of that");
        }
        try (var store = open();
                var inbox = store.open(MailboxName.INBOX, true)) {
            inbox.expunge(org.mailloft.storage.UidSet.ALL, false);
            save(store, 1050);
            assertEquals(2, messages().size());
            assertTrue(messages().getLast().contains("Full."));
        }
    }

    @Test
    void backUnderTheThreshold() throws IOException {
        plugin.put("quota_warning_text_below", "There is room again below $PERCENT.");
        try (var store = open();
                var inbox = store.open(MailboxName.INBOX, true)) {
            save(store, 850);
            inbox.expunge(org.mailloft.storage.UidSet.ALL, false);
        }
        assertTrue(messages().getFirst().endsWith("There is room again below 80.\r\n"));
    }

    @Test
    void withoutATextNobodyIsDisturbed() throws IOException {
        try (var store = open()) {
            save(store, 990);
        }
        assertEquals(1, messages().size());
    }
}
