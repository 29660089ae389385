package org.mailloft.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** All rows of the table, in the order they are run. */
final class Rows {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 4));
    private static final int IDLE_CONNECTIONS = 1000;
    private static final int MESSAGE_SIZE = 4096;

    private final BigMailbox big;
    private final Map<Target, String> warmUsers = new HashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    Rows(BigMailbox big) {
        this.big = big;
    }

    List<Row> all() {
        var rows = new ArrayList<Row>();
        for (int clients : new int[] {1, 10, 50}) {
            rows.add(new Row("login-" + clients, "logins/s", true, target -> logins(target, clients)));
        }
        for (int clients : new int[] {1, 4, 16}) {
            rows.add(new Row("lmtp-" + clients, "messages/s", true, target -> deliveries(target, clients)));
        }
        rows.add(new Row("idle-memory", "KiB/connection", false, this::idleMemory));
        rows.add(cold("select-cold", null, "SELECT INBOX"));
        rows.add(warm("select-warm", "SELECT INBOX"));
        rows.add(warm("fetch-flags", "FETCH 1:* (FLAGS UID)"));
        fetch(rows, "fetch-envelope", "FETCH 1:* (ENVELOPE)");
        fetch(
                rows,
                "fetch-headers",
                "FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (From To Cc Bcc Subject Date"
                        + " Message-ID Priority X-Priority References Newsgroups In-Reply-To Content-Type Reply-To)])");
        fetch(rows, "fetch-structure", "FETCH 1:* (BODYSTRUCTURE)");
        fetch(rows, "fetch-body", "FETCH 1:* (BODY.PEEK[])");
        rows.add(warm("search-all", "SEARCH ALL"));
        rows.add(warm("search-unseen", "SEARCH UNSEEN"));
        fetch(rows, "search-subject", "SEARCH SUBJECT \"invoice\"");
        fetch(rows, "search-body", "SEARCH BODY \"quarter\"");
        rows.add(warm("search-text", "SEARCH TEXT \"nowhere to be found\""));
        rows.add(selected("store-flagged", "STORE 1:* +FLAGS.SILENT (\\Flagged)"));
        rows.add(new Row("copy", "s", false, this::copy));
        rows.add(new Row("expunge", "s", false, this::expunge));
        return rows;
    }

    private Row.Result logins(Target target, int clients) throws Exception {
        return Load.run(target, clients, TIME, () -> new Load.Client() {
            @Override
            public void once() {
                try (var imap = target.imap("user" + numbers.incrementAndGet() % 1000)) {
                    imap.command("LOGOUT");
                }
            }

            @Override
            public void close() {}
        });
    }

    private Row.Result deliveries(Target target, int clients) throws Exception {
        return Load.run(target, clients, TIME, () -> new Load.Client() {
            private final LmtpClient lmtp = target.lmtp();

            @Override
            public void once() {
                int number = numbers.incrementAndGet();
                lmtp.deliver("user" + number % 1000 + "@example.org", Messages.message(number % 500, MESSAGE_SIZE));
            }

            @Override
            public void close() {
                lmtp.close();
            }
        });
    }

    /**
     * Proportional memory of the server's processes for each connection that has selected and idles: what the second
     * thousand adds to the first. The first also pays for what a server needs once.
     */
    private Row.Result idleMemory(Target target) {
        var clients = new ArrayList<ImapClient>();
        try {
            connect(target, clients);
            long before = target.processes().pssKib();
            connect(target, clients);
            long after = target.processes().pssKib();
            return new Row.Result((after - before) / (double) IDLE_CONNECTIONS, 0);
        } finally {
            clients.forEach(ImapClient::close);
        }
    }

    private static void connect(Target target, List<ImapClient> clients) {
        for (int i = 0; i < IDLE_CONNECTIONS; i++) {
            var client = target.imap("user" + i);
            client.command("SELECT INBOX");
            client.idle();
            clients.add(client);
        }
    }

    private void fetch(List<Row> rows, String name, String command) {
        rows.add(cold(name + "-cold", "SELECT INBOX", command));
        rows.add(warm(name + "-warm", command));
    }

    /** A command on a mailbox that has no index files yet; {@code before} is not timed. */
    private Row cold(String name, String before, String command) {
        return new Row(name, "s", false, target -> {
            try (var imap = target.imap(big.freshUser(target))) {
                if (before != null) {
                    imap.command(before);
                }
                return timed(target, imap, command);
            }
        });
    }

    /** A command that another session has given once before, on a new connection; all such rows share a mailbox. */
    private Row warm(String name, String command) {
        return new Row(name, "s", false, target -> {
            var user = warmUser(target);
            boolean select = command.startsWith("SELECT");
            try (var imap = target.imap(user)) {
                imap.command("SELECT INBOX");
                imap.command(command);
                imap.command("LOGOUT");
            }
            try (var imap = target.imap(user)) {
                if (!select) {
                    imap.command("SELECT INBOX");
                }
                return timed(target, imap, command);
            }
        });
    }

    private String warmUser(Target target) throws IOException {
        var known = warmUsers.get(target);
        if (known != null) {
            return known;
        }
        var user = big.freshUser(target);
        warmUsers.put(target, user);
        return user;
    }

    private Row selected(String name, String command) {
        return cold(name, "SELECT INBOX", command);
    }

    private Row.Result copy(Target target) throws Exception {
        try (var imap = target.imap(big.freshUser(target))) {
            imap.command("CREATE Copies");
            imap.command("SELECT INBOX");
            return timed(target, imap, "COPY 1:* Copies");
        }
    }

    private Row.Result expunge(Target target) throws Exception {
        try (var imap = target.imap(big.freshUser(target))) {
            imap.command("SELECT INBOX");
            imap.command("STORE 1:* +FLAGS.SILENT (\\Deleted)");
            return timed(target, imap, "EXPUNGE");
        }
    }

    private static Row.Result timed(Target target, ImapClient imap, String command) {
        long cpu = target.processes().cpuMillis();
        long start = System.nanoTime();
        imap.command(command);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Row.Result(seconds, target.processes().cpuMillis() - cpu);
    }
}
