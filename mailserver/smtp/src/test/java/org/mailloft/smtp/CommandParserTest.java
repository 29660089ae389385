package org.mailloft.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandParserTest {

    private final CommandParser parser = new CommandParser(CommandParser.Workarounds.NONE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a@b.c>|a|b.c|a@b.c",
                "<a.b+c=d@e>|a.b+c=d|e|a.b+c=d@e",
                "<postmaster>|postmaster|``|postmaster",
                "<\"a b\"@c>|a b|c|\"a b\"@c",
                "<\"a\\\"b\\\\\"@c>|a\"b\\|c|\"a\\\"b\\\\\"@c",
                "<\"plain\"@c>|plain|c|plain@c",
                "<a..b@c>|a..b|c|\"a..b\"@c",
                "<.a@c>|.a|c|\".a\"@c",
                "<@x.y:a@b>|a|b|a@b",
                "<@x.y,@[1.2.3.4]:a@b>|a|b|a@b",
                "<a@[IPv6:::1]>|a|[IPv6:::1]|a@[IPv6:::1]",
                "<a@under_score.example>|a|under_score.example|a@under_score.example",
                "<\"a@b\"@c>|a@b|c|\"a@b\"@c",
            })
    void pathIsRead(String path, String localPart, String domain, String written) {
        var rcpt = (SmtpCommand.Rcpt) parser.parse("RCPT TO:" + path);
        assertEquals(localPart, rcpt.recipient().localPart());
        assertEquals(domain, rcpt.recipient().domain());
        assertEquals(written, rcpt.recipient().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|Path is empty string",
                "a@b|Missing '<' at beginning of path",
                "<a@b|Missing '>' at end of path",
                "<a@b>c|Invalid character in path",
                "<a(b@c>|Invalid character in localpart",
                "<\u00fc@c>|Invalid character in localpart",
                "<<a@b>>|Invalid character in localpart",
                "<\"\"@c>|Empty localpart",
                "<\"a@c>|Invalid character in quoted localpart",
                "<\"a\\|Invalid character in quoted localpart",
                "<\"\u00fc\"@c>|Invalid character in quoted localpart",
                "<@c>|Missing ':' at end of source route",
                "<@c,d:a@b>|Invalid character in source route",
                "<a@>|Missing domain",
                "<a@b@c>|Missing '>' at end of path",
                "<a@b c>|Missing '>' at end of path",
                "<a@[1.2.3.4>|Missing ']' at end of address literal",
                "<a@b\u00fc>|Missing '>' at end of path",
                "<>|Null path not allowed",
            })
    void brokenPathIsRefused(String path, String reason) {
        var bad = assertThrows(BadSyntax.class, () -> parser.parse("RCPT TO:" + path));
        assertEquals("501 5.5.4 Invalid TO: " + reason, bad.reply().toString());
    }

    @Test
    void parametersAreReadByKeyword() {
        var mail = (SmtpCommand.Mail) parser.parse("mail from:<> body=8BitMime Size=10 X");
        assertEquals(Map.of("BODY", "8BitMime", "SIZE", "10", "X", ""), mail.parameters());
        assertEquals(SmtpAddress.NULL, mail.sender());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MAIL FROM:<> |true",
                "MAIL FROM:<>  X|false",
                "MAIL FROM:<> =x|false",
                "MAIL FROM:<> X=|false",
                "MAIL FROM:<> X=a=b|false",
                "MAIL FROM:<> X X|false",
                "MAIL FROM:<> -X|false",
            })
    void parameterGrammarIsKept(String line, boolean accepted) {
        if (accepted) {
            parser.parse(line);
        } else {
            assertThrows(BadSyntax.class, () -> parser.parse(line));
        }
    }

    @Property(tries = 500)
    void everyLocalPartSurvivesWritingAndReading(
            @ForAll @StringLength(min = 1, max = 30) @CharRange(from = ' ', to = '~') String localPart) {
        var address = new SmtpAddress(localPart, "example.org");
        var rcpt = (SmtpCommand.Rcpt) parser.parse("RCPT TO:<" + address + ">");
        assertEquals(address, rcpt.recipient());
        assertEquals(localPart, rcpt.recipient().localPart());
    }
}
