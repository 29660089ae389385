package org.mailloft.imap.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.mailloft.net.OctetInput;
import org.mailloft.storage.Flags;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.ModifiedUtf7;
import org.mailloft.storage.SystemFlag;

/**
 * Reads commands, with a method per rule of the grammar of RFC 3501 section 9. Each method takes exactly what it is
 * named after; {@link #sp} and {@link #crlf} are taken by themselves.
 *
 * <p>What is wrong throws {@link BadSyntax}; then {@link #skipCommand} finds the start of the next command, literals
 * included. A command, with the literals it keeps in memory, may have as many octets as {@link Limits} says.
 */
public final class ImapReader {

    /** Parentheses within each other at most, in any command. */
    public static final int MAX_NESTING = 50;

    /**
     * How much a client may send.
     *
     * @param commandOctets of one command, including its literals except those that stream
     * @param skippedOctets that are read and thrown away to get past a bad command
     * @param nonSyncLiteralOctets of a literal that the client sends without asking (RFC 7888)
     */
    public record Limits(int commandOctets, long skippedOctets, long nonSyncLiteralOctets) {}

    /**
     * Head of a literal: {@code "{" number ["+"] "}" CRLF}.
     *
     * @param octets announced
     * @param waits whether the client waits for our consent before it sends them
     */
    public record Literal(long octets, boolean waits) {}

    private static final byte[] NONE = {};

    private final OctetInput input;
    private final Runnable consent;
    private Limits limits;
    private char separator = '/';
    private boolean ignoresExtraSeparator;
    private boolean utf8;

    private byte[] scratch = NONE;
    private int taken;
    private int depth;

    /** The line end of the command was read, and no literal is to follow. */
    private boolean ended = true;
    /** Octets of a literal that are on their way. */
    private long literalLeft;

    private final LiteralAtLineEnd lineEnd = new LiteralAtLineEnd();

    /** @param consent tells the client to go on with a literal: writes and flushes a continuation request */
    public ImapReader(OctetInput input, Limits limits, Runnable consent) {
        this.input = input;
        this.limits = limits;
        this.consent = consent;
    }

    public void limits(Limits limits) {
        this.limits = limits;
    }

    /**
     * How mailbox names are to be read.
     *
     * @param separator between levels
     * @param ignoresExtra whether one separator too many at the end does no harm ({@code tb-extra-mailbox-sep})
     */
    public void mailboxNames(char separator, boolean ignoresExtra) {
        this.separator = separator;
        this.ignoresExtraSeparator = ignoresExtra;
    }

    /** From now on mailbox names are UTF-8 as they are; RFC 6855 section 3. */
    public void acceptUtf8() {
        utf8 = true;
    }

    /** Whether the client has enabled UTF8=ACCEPT. */
    public boolean isUtf8() {
        return utf8;
    }

    /** Begins the next command. */
    public void begin() {
        taken = 0;
        depth = 0;
        ended = false;
        literalLeft = 0;
    }

    /** Gives back memory that only a command in progress needs. */
    public void release() {
        scratch = NONE;
    }

    /** Octets of the current command read so far. */
    public int position() {
        return taken;
    }

    /** The next octet without taking it. */
    public int peek() {
        return input.peek();
    }

    public boolean nextIs(char octet) {
        return peek() == octet;
    }

    /** Whether the command ends here. */
    public boolean atEnd() {
        int octet = peek();
        return octet == '\r' || octet == '\n';
    }

    public ImapReader sp() {
        if (atEnd()) {
            throw new BadSyntax("Missing arguments.", taken);
        }
        expect(' ');
        return this;
    }

    /** Takes a space if there is one. */
    public boolean optionalSp() {
        return optional(' ');
    }

    public boolean optional(char octet) {
        if (peek() != octet) {
            return false;
        }
        next();
        return true;
    }

    public ImapReader expect(char octet) {
        if (peek() != octet) {
            throw new BadSyntax("Invalid arguments.", taken);
        }
        next();
        return this;
    }

    /** {@code CRLF}, or a lone LF as other servers take it, too. */
    public void crlf() {
        optional('\r');
        if (peek() != '\n') {
            throw new BadSyntax("Invalid arguments.", taken);
        }
        next();
    }

    /** {@code tag = 1*<any ASTRING-CHAR except "+">} */
    public String tag() {
        return word(CharClass::isTag);
    }

    /** {@code atom = 1*ATOM-CHAR} */
    public String atom() {
        return word(CharClass::isAtom);
    }

    /**
     * An atom that is one of a known set.
     *
     * @param named finds it by name, whatever the case
     * @param what is expected, for the error text
     */
    public <T> T atom(Function<String, Optional<T>> named, String what) {
        var atom = atom();
        return named.apply(atom).orElseThrow(() -> new BadSyntax("Invalid " + what + " " + atom, taken));
    }

    /** {@code astring = 1*ASTRING-CHAR / string}, as octets. */
    public byte[] astringOctets() {
        if (nextIs('"') || nextIs('{')) {
            return string();
        }
        int length = wordOctets(CharClass::isAstring);
        return Arrays.copyOf(scratch, length);
    }

    /** {@code astring}, read as UTF-8; what is not UTF-8 becomes U+FFFD. */
    public String astring() {
        return new String(astringOctets(), StandardCharsets.UTF_8);
    }

    /** {@code string = quoted / literal} */
    public byte[] string() {
        return nextIs('{') ? literalInMemory() : quoted();
    }

    /** {@code nstring = string / nil}; {@code ""} is not NIL. */
    public Optional<byte[]> nstring() {
        if (nextIs('"') || nextIs('{')) {
            return Optional.of(string());
        }
        if (!atom().equalsIgnoreCase("NIL")) {
            throw new BadSyntax("Invalid arguments.", taken);
        }
        return Optional.empty();
    }

    /** {@code mailbox = "INBOX" / astring}, in modified UTF-7 (section 5.1.3). */
    public MailboxName mailbox() {
        var name = mailboxText(astringOctets());
        return MailboxName.of(ignoresExtraSeparator ? withoutSeparator(name) : name, separator);
    }

    /** {@code mailbox} that is to be made: one separator at its end does no harm (section 6.3.3). */
    public MailboxName newMailbox() {
        return MailboxName.of(withoutSeparator(mailboxText(astringOctets())), separator);
    }

    private String withoutSeparator(String name) {
        int last = name.length() - 1;
        return last > 0 && name.charAt(last) == separator ? name.substring(0, last) : name;
    }

    /** {@code list-mailbox = 1*list-char / string}, with wildcards, as it is on the wire. */
    public byte[] listMailbox() {
        if (nextIs('"') || nextIs('{')) {
            return string();
        }
        int length = wordOctets(CharClass::isList);
        return Arrays.copyOf(scratch, length);
    }

    private String mailboxText(byte[] octets) {
        if (utf8) {
            return utf8(octets);
        }
        return ModifiedUtf7.decode(new String(octets, StandardCharsets.ISO_8859_1))
                .orElseThrow(
                        () -> new MailFailure(MailFailure.Reason.NOT_POSSIBLE, "Mailbox name is not valid mUTF-7"));
    }

    private static String utf8(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new MailFailure(MailFailure.Reason.NOT_POSSIBLE, "Mailbox name is not valid UTF-8");
        }
    }

    /** {@code number = 1*DIGIT}, 0 to 4,294,967,295. */
    public long number() {
        return number(0xFFFF_FFFFL);
    }

    /** {@code nz-number}, 1 to 4,294,967,295. */
    public long nzNumber() {
        long number = number();
        if (number == 0) {
            throw new BadSyntax("Invalid number.", taken);
        }
        return number;
    }

    /** {@code mod-sequence-valzer}, 0 to 2^63-1; RFC 7162 section 7. */
    public long modSeq() {
        return number(Long.MAX_VALUE);
    }

    private long number(long max) {
        if (!CharClass.isDigit(peek())) {
            throw new BadSyntax("Invalid number.", taken);
        }
        long value = 0;
        while (CharClass.isDigit(peek())) {
            int digit = next() - '0';
            if (value > (max - digit) / 10) {
                throw new BadSyntax("Number too large.", taken);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** {@code sequence-set = (seq-number / seq-range) *("," sequence-set)} */
    public SequenceSet sequenceSet() {
        var set = new SequenceSet.Builder();
        do {
            long first = sequenceNumber();
            long last = optional(':') ? sequenceNumber() : first;
            set.add(first, last);
        } while (optional(','));
        return set.build();
    }

    /** {@code seq-number = nz-number / "*"} */
    private long sequenceNumber() {
        if (optional('*')) {
            return SequenceSet.LAST;
        }
        if (!CharClass.isDigit(peek()) || nextIs('0')) {
            throw new BadSyntax("Invalid messageset", taken);
        }
        return number();
    }

    /** {@code "(" [item *(SP item)] ")"} */
    public <T> List<T> list(Supplier<T> item) {
        var items = new ArrayList<T>();
        nested(() -> {
            if (!nextIs(')')) {
                do {
                    items.add(item.get());
                } while (optionalSp());
            }
            return items;
        });
        return List.copyOf(items);
    }

    /** {@code "(" content ")"}; counts how deep we are. */
    public <T> T nested(Supplier<T> content) {
        expect('(');
        if (++depth > MAX_NESTING) {
            throw new BadSyntax("Too many parentheses.", taken);
        }
        T result = content.get();
        if (!optional(')')) {
            throw new BadSyntax("Missing ')'", taken);
        }
        depth--;
        return result;
    }

    /** {@code flag-list = "(" [flag *(SP flag)] ")"}; {@code \Recent} is taken and ignored. */
    public Flags flagList() {
        var system = EnumSet.noneOf(SystemFlag.class);
        var keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        list(() -> flag(system, keywords));
        return new Flags(system, keywords);
    }

    /** {@code flag-list / (flag *(SP flag))}, to the end of the command. */
    public Flags flagsWithOrWithoutParentheses() {
        if (nextIs('(')) {
            return flagList();
        }
        var system = EnumSet.noneOf(SystemFlag.class);
        var keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        do {
            flag(system, keywords);
        } while (optionalSp());
        return new Flags(system, keywords);
    }

    private boolean flag(Set<SystemFlag> system, Set<String> keywords) {
        if (!optional('\\')) {
            return keywords.add(atom());
        }
        var name = "\\" + atom();
        if (name.equalsIgnoreCase("\\Recent")) {
            return false;
        }
        for (var flag : SystemFlag.values()) {
            if (flag.wireName().equalsIgnoreCase(name)) {
                return system.add(flag);
            }
        }
        throw new BadSyntax("Invalid system flag " + name.toUpperCase(Locale.ROOT), taken);
    }

    /** {@code date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE} */
    public Instant dateTime() {
        var text = new String(quoted(), StandardCharsets.ISO_8859_1);
        return DateTime.parse(text).orElseThrow(() -> new BadSyntax("Invalid internal date.", taken));
    }

    /** {@code quoted = DQUOTE *QUOTED-CHAR DQUOTE}; octets above 127 are taken as they are. */
    public byte[] quoted() {
        if (atEnd()) {
            throw new BadSyntax("Missing arguments.", taken);
        }
        expect('"');
        int length = 0;
        while (!optional('"')) {
            optional('\\');
            int octet = peek();
            if (octet == 0 || octet == '\r' || octet == '\n') {
                throw new BadSyntax("Missing '\"'", taken);
            }
            length = keep(next(), length);
        }
        return Arrays.copyOf(scratch, length);
    }

    private byte[] literalInMemory() {
        var literal = literal();
        if (literal.octets() > limits.commandOctets() - taken) {
            throw new BadSyntax("Too long argument.", taken);
        }
        accept(literal);
        var octets = new byte[(int) literal.octets()];
        int length = 0;
        while (length < octets.length) {
            length += readLiteral(octets, length, octets.length - length);
        }
        taken += length;
        for (byte octet : octets) {
            if (octet == 0) {
                throw new BadSyntax("NUL in literal.", taken);
            }
        }
        return octets;
    }

    /**
     * The head of a literal. Its octets follow after {@link #accept}; without that, {@link #skipCommand} deals with
     * them.
     */
    public Literal literal() {
        expect('{');
        long octets = number(Long.MAX_VALUE);
        boolean waits = !optional('+');
        expect('}').crlf();
        if (!waits) {
            ended = false;
            literalLeft = octets;
            if (octets > limits.nonSyncLiteralOctets()) {
                throw new BadSyntax("Too large literal without synchronization.", taken);
            }
        }
        return new Literal(octets, waits);
    }

    /** Lets the client send the literal. Then {@link #readLiteral} until all of it was read. */
    public void accept(Literal literal) {
        if (literal.waits()) {
            consent.run();
            ended = false;
            literalLeft = literal.octets();
        }
    }

    /** Reads at least one octet of an accepted literal, waiting for it; 0 at its end. */
    public int readLiteral(byte[] into, int offset, int length) {
        int most = (int) Math.min(length, literalLeft);
        if (most == 0) {
            return 0;
        }
        int count = input.read(into, offset, most);
        literalLeft -= count;
        return count;
    }

    /** A line that is not a command: DONE, or a SASL response. Without its line end. */
    public String line() {
        begin();
        int length = 0;
        while (!atEnd()) {
            length = keep(next(), length);
        }
        crlf();
        return new String(scratch, 0, length, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads and forgets what is left of the current command, if anything is. A literal the client announced and sends
     * without waiting belongs to the command, and so does what follows it.
     *
     * @throws Overflow when that is too much
     */
    public void skipCommand() {
        long budget = limits.skippedOctets();
        while (true) {
            budget -= literalLeft;
            if (budget < 0) {
                throw new Overflow();
            }
            skipLiteral();
            if (ended) {
                return;
            }
            do {
                track(input.read());
                if (--budget < 0) {
                    throw new Overflow();
                }
            } while (!ended);
            if (lineEnd.announced() >= 0) {
                literalLeft = lineEnd.announced();
                ended = false;
            }
        }
    }

    private void skipLiteral() {
        while (literalLeft > 0) {
            var buffer = input.buffered().hasRemaining() ? input.buffered() : input.fill();
            int count = (int) Math.min(buffer.remaining(), literalLeft);
            buffer.position(buffer.position() + count);
            literalLeft -= count;
        }
    }

    private String word(IntPredicate accepted) {
        int length = wordOctets(accepted);
        return new String(scratch, 0, length, StandardCharsets.ISO_8859_1);
    }

    private int wordOctets(IntPredicate accepted) {
        int length = 0;
        while (accepted.test(peek())) {
            length = keep(next(), length);
        }
        if (length == 0) {
            throw new BadSyntax(atEnd() ? "Missing arguments." : "Invalid characters in atom", taken);
        }
        return length;
    }

    private int keep(int octet, int length) {
        if (length == scratch.length) {
            scratch = Arrays.copyOf(scratch, Math.max(64, length * 2));
        }
        scratch[length] = (byte) octet;
        return length + 1;
    }

    private int next() {
        int octet = input.read();
        track(octet);
        if (++taken > limits.commandOctets()) {
            throw new BadSyntax("Too long argument.", taken);
        }
        return octet;
    }

    private void track(int octet) {
        lineEnd.take(octet);
        ended = octet == '\n';
    }
}
