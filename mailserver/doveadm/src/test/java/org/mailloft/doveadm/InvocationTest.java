package org.mailloft.doveadm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.doveadm.format.Format;
import org.mailloft.doveadm.json.Json;

class InvocationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "who|{}",
                "who -1 anna*|{\"separateConnections\":true,\"mask\":[\"anna*\"]}",
                "who anna* -1|{\"separateConnections\":true,\"mask\":[\"anna*\"]}",
                "who --separate-connections|{\"separateConnections\":true}",
                "mailbox list|{\"user\":\"me\"}",
                "mailbox list -A|{\"allUsers\":true}",
                "mailbox list -s7u ben I*|{\"user\":\"ben\",\"mutf7\":true,\"subscriptions\":true,\"mailboxMask\":[\"I*\"]}",
                "mailbox list -uben|{\"user\":\"ben\"}",
                "mailbox list --user=ben|{\"user\":\"ben\"}",
                "mailbox create -- -x|{\"mailbox\":[\"-x\"],\"user\":\"me\"}",
                "mailbox rename a b|{\"mailbox\":\"a\",\"newName\":\"b\",\"user\":\"me\"}",
                "fetch uid text all|{\"field\":[\"uid\"],\"query\":[\"text\",\"all\"],\"user\":\"me\"}",
                "user -x a=1 -x b=2 anna|{\"authInfo\":[\"a=1\",\"b=2\"],\"userMask\":[\"anna\"]}",
                "auth test anna|{\"user\":\"anna\"}",
                "auth test anna @pw|{\"user\":\"anna\",\"password\":\"@pw\"}",
            })
    void argumentsBecomeParameters(String line, String params) {
        var args = List.of(line.split(" "));
        var invocation = Invocation.parse(Help.find(args).orElseThrow(), args, Map.of("USER", "me"));
        assertEquals(params, Json.of(invocation.params()).toString());
    }

    @Test
    void fieldsOfOneArgumentAreDivided() {
        var args = List.of("fetch", "uid  hdr.subject", "all", "${env:HOME}");
        var invocation = Invocation.parse(CommandTable.FETCH, args, Map.of("USER", "me"));
        assertEquals(List.of("uid", "hdr.subject"), invocation.params().get("field"));
        assertEquals(List.of("all", "${env:HOME}"), invocation.params().get("query"));
    }

    @Test
    void socketIsForUsAndNotForTheServer() {
        var invocation =
                Invocation.parse(CommandTable.MAILBOX_LIST, List.of("mailbox", "list", "-S", "/x", "-A"), Map.of());
        assertEquals(Optional.of(Path.of("/x")), invocation.socket());
        assertEquals(Map.of("allUsers", true), invocation.params());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "mailbox list -q#list: invalid option -- 'q'",
                "mailbox list --nothing#list: unrecognized option '--nothing'",
                "mailbox rename a#doveadm mailbox rename [-u <user>|-A] [-S <socket_path>] [-s] <old name> <new name>",
                "mailbox rename a b c#doveadm mailbox rename [-u <user>|-A] [-S <socket_path>] [-s] <old name> <new name>",
                "reload now#doveadm reload",
                "mailbox list#Fatal: USER environment is missing and -u option not used",
            })
    void wrongArgumentsAreExplained(String line, String message) {
        var args = List.of(line.split(" "));
        var bad = assertThrows(
                BadUsage.class, () -> Invocation.parse(Help.find(args).orElseThrow(), args, Map.of()));
        assertEquals(message, bad.getMessage());
        assertEquals(64, bad.exitCode());
    }

    @Test
    void globalOptionsComeFirst() {
        var options = GlobalOptions.parse(List.of("-Dv", "-f", "json", "-o", "a=b", "-o", "base_dir=/b", "who", "-f"));
        assertEquals(Optional.of(Format.JSON), options.format());
        assertEquals(Optional.of(Path.of("/b/doveadm-server")), options.socket());
        assertEquals(List.of("who", "-f"), options.command());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "JSON", "foo", ""})
    void unknownFormatIsRefused(String name) {
        var bad = assertThrows(BadUsage.class, () -> GlobalOptions.parse(List.of("-f", name, "who")));
        assertEquals("doveadm: Fatal: Unknown print formatter: " + name, bad.getMessage());
        assertEquals(75, bad.exitCode());
    }

    @Test
    void usageListsGroupsOnce() {
        assertEquals("""
                usage: doveadm [-Dv] [-f <formatter>] auth <command> [<args>]
                  cache        flush
                  login        [-a <auth-login socket path>] [-x <auth info>] <user> [<password>]
                  test         [-a <auth socket path>] [-x <auth info>] <user> [<password>]
                """, Help.usage(List.of("auth")));
        assertEquals(1, Help.usage(List.of()).split("\n  mailbox ", -1).length - 1);
    }
}
