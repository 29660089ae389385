package org.mailloft.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A mailbox of Anna's, {@code Box#}, which Ben comes to by the name {@code $}; {@code #} is a new number for each try. It
 * has two messages: the first without any flag, the second with {@code \Seen}, {@code \Deleted} and {@code \Flagged}.
 */
final class SharedBox implements AutoCloseable {

    static final String ALL = "lrswipkxtea";
    static final String MESSAGE = literal("Subject: x\r\n\r\nx\r\n");

    private final Door door;
    private final ImapClient anna;
    private ImapClient ben;
    private int number;
    private final List<String> refusals = new ArrayList<>();

    /** A server. */
    interface Door {
        ImapClient login(String user) throws IOException;
    }

    SharedBox(Door door) throws IOException {
        this.door = door;
        this.anna = door.login("anna@example.org");
        this.ben = door.login("ben@example.org");
    }

    static String literal(String message) {
        return "{" + message.length() + "+}\r\n" + message;
    }

    /**
     * Begins anew, with these rights for Ben. He gets a new session, and the mailbox a new name: Dovecot does not notice
     * what changes within a second.
     */
    void prepare(String rights) throws IOException {
        ben.close();
        ben = door.login("ben@example.org");
        anna.command("UNSELECT");
        for (var name : List.of("Box#/New", "Box#", "Above#/New", "Above#")) {
            anna.command(named("DELETE " + name));
        }
        number++;
        refusals.clear();
        must(anna, "CREATE Box#");
        must(anna, "APPEND Box# " + MESSAGE);
        must(anna, "APPEND Box# (\\Seen \\Deleted \\Flagged) " + MESSAGE);
        grant(rights);
    }

    /** Begins anew with a name for Ben that no mailbox has. */
    void prepareNothing() throws IOException {
        prepare("");
        must(anna, "DELETE Box#");
    }

    void grant(String rights) throws IOException {
        must(anna, "SETACL Box# ben@example.org \"" + rights + "\"");
    }

    /** Makes a mailbox beside, {@code Above#}, on which Ben has just these rights. */
    void above(String rights) throws IOException {
        must(anna, "CREATE Above#");
        must(anna, "SETACL Above# ben@example.org " + rights);
    }

    private String named(String command) {
        return command.replace("$", "shared/anna@example.org/Box#").replace("#", Integer.toString(number));
    }

    /** Ben's command; whether it is answered OK. */
    boolean does(String command) throws IOException {
        return isOk(reply(command));
    }

    /** Whether Ben's command is answered OK, after a line. */
    boolean tells(String command) throws IOException {
        return tells(command, "* ");
    }

    /** Whether Ben's command is answered OK, after a line that begins like this. */
    boolean tells(String command, String line) throws IOException {
        var reply = reply(command);
        return isOk(reply) && reply.stream().anyMatch(text -> text.startsWith(line));
    }

    private List<String> reply(String command) throws IOException {
        var reply = ben.command(named(command));
        if (!isOk(reply)) {
            refusals.add(reply.getLast().replace("Box" + number, "Box#").replaceAll(" \\(.* secs\\)", ""));
        }
        return reply;
    }

    boolean selects() throws IOException {
        return does("SELECT $");
    }

    /** Ben subscribes to it, whatever rights he has now. */
    void subscribe(String rightsNow) throws IOException {
        grant(ALL);
        var before = ben;
        ben = door.login("ben@example.org");
        must(ben, "SUBSCRIBE $");
        ben.close();
        ben = before;
        grant(rightsNow);
    }

    private void must(ImapClient client, String command) throws IOException {
        var reply = client.command(named(command));
        if (!isOk(reply)) {
            throw new AssertionError(command + " gave " + reply);
        }
    }

    private static boolean isOk(List<String> reply) {
        return reply.getLast().startsWith("a OK");
    }

    /** Copies or moves a message of Ben's own, with many flags, into the mailbox. */
    boolean fromInbox(String command) throws IOException {
        must(ben, "APPEND INBOX (\\Seen \\Deleted \\Flagged work) " + MESSAGE);
        must(ben, "SELECT INBOX");
        return does(command + " * $");
    }

    /** What was said to Ben when something was refused. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    // What has happened, as its owner sees it.

    boolean isThere(String name) throws IOException {
        return anna.command(named("LIST \"\" " + name)).stream().anyMatch(line -> line.startsWith("* LIST"));
    }

    String acl() throws IOException {
        return anna.command(named("GETACL Box#")).getFirst();
    }

    int messages() throws IOException {
        var line = anna.command(named("STATUS Box# (MESSAGES)")).getFirst();
        return Integer.parseInt(line.replaceAll(".*MESSAGES (\\d+).*", "$1"));
    }

    boolean has(int message, String flag) throws IOException {
        must(anna, "EXAMINE Box#");
        var line = anna.command("FETCH " + message + " FLAGS").getFirst();
        must(anna, "UNSELECT");
        return line.startsWith("* ") && line.contains(flag);
    }

    @Override
    public void close() throws IOException {
        anna.close();
        ben.close();
    }
}
