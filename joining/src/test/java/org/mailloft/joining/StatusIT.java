package org.mailloft.joining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The status file, {@code mailloft-join} and the hook, without a directory. */
class StatusIT {

    @TempDir
    Path root;

    private JoiningHost host;

    @BeforeEach
    void install() throws IOException {
        host = new JoiningHost(root);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "joinscript_check_any_version_executed                                 ~ yes",
                "joinscript_check_specific_version_executed 3                          ~ yes",
                "joinscript_check_specific_version_executed 4                          ~ no",
                "joinscript_check_version_in_range_executed 4 10                       ~ yes",
                "joinscript_check_version_in_range_executed 11 20                      ~ no",
                "joinscript_check_already_executed                                     ~ no",
                "[ $JS_LAST_EXECUTED_VERSION = 10 ]                                    ~ yes",
                "[ $JS_SCRIPT_NAME = probe ]                                           ~ yes",
                "joinscript_extern_init 99other.inst; [ $JS_LAST_EXECUTED_VERSION = 0 ] ~ yes",
                "joinscript_extern_init 99other.inst; joinscript_check_any_version_executed ~ no",
            })
    void functionsKnowWhatHasRun(String question, String answer) throws Exception {
        host.setStatus("""
                probe v3 successful
                probe v10 successful
                probe v12 failed
                probe v successful
                probe v011 successful
                probe2 v30 successful
                """);
        var lines = "VERSION=11\njoinscript_init\nif " + question + "; then echo yes; else echo no; fi";
        assertEquals(answer, host.bash(lines).text().strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "0", "x", "-1", "1.0"})
    void aScriptWithoutVersionDoesNotRun(String version) throws Exception {
        assertEquals(
                1, host.bash("VERSION=" + version + "\njoinscript_init\nexit 0").code());
    }

    @Test
    void aVersionIsSavedOnce() throws Exception {
        var lines = "VERSION=2\njoinscript_init\njoinscript_save_current_version\njoinscript_save_current_version";
        assertEquals(0, host.bash(lines).code());
        assertEquals("probe v2 successful\n", host.status());
        assertEquals("probe: version 2 is done.\n", host.bash(lines).text());
    }

    @Test
    void aScriptCanBeForgotten() throws Exception {
        host.setStatus("one v1 successful\nprobe v1 successful\nprobe v2 successful\nprobe2 v1 successful\n");
        assertEquals(
                0, host.bash("joinscript_remove_script_from_status_file probe").code());
        assertEquals("one v1 successful\nprobe2 v1 successful\n", host.status());
    }

    @Test
    void pendingScriptsAreListed() throws Exception {
        host.setStatus("mailloft-postfix v1 successful\n");
        assertEquals(new JoiningHost.Result(1, """
                        mailloft-postfix         done, version 1
                        mailloft-server          pending, version 1
                        """), host.join("status"));
        host.setStatus("mailloft-postfix v1 successful\nmailloft-server v1 successful\n");
        assertEquals(0, host.join("status").code());
    }

    @Test
    void theWorstResultCountsAndTheOthersRun() throws Exception {
        host.edit("67mailloft-postfix.inst", "VERSION=1", "echo first\nexit 2");
        host.edit("82mailloft-server.inst", "VERSION=1", "echo second\nexit 1");
        assertEquals(new JoiningHost.Result(2, "first\nsecond\n"), host.join("run"));
        assertEquals(new JoiningHost.Result(1, "second\n"), host.join("run", "82mailloft-server.inst"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run 99other.inst",
                "run ../../../../bin/mailloft-join",
                "run 18mailloft-server-uninstall.uinst",
                "run --force",
                "dance",
                "--bindpwd=secret run",
                "--bindpwdfile /dev/null run",
                "--binddn cn=admin run",
                "--binddn",
            })
    void wrongUseIsExplained(String arguments) throws Exception {
        var result = host.join(arguments.split(" "));
        assertEquals(2, result.code(), result.text());
        assertTrue(result.text().startsWith("mailloft-join: "), result::text);
    }

    @Test
    void theHookWaitsUntilThePasswordHasChanged() throws Exception {
        assertEquals(0, host.hook("prechange").code());
        assertEquals(0, host.hook("nochange").code());
        assertEquals("", host.calls());
        assertEquals(2, host.hook().code());
    }

    @Test
    void afterwardsFilesAreMadeAnewAndTheListenerRestarts() throws Exception {
        host.file("etc/postfix/ldap.groups", "");
        host.file("etc/postfix/ldap.virtual", "");
        host.file("etc/mailloft/listener.conf", "");
        assertEquals(0, host.hook("postchange").code());
        assertEquals("""
                ucr commit /etc/mailloft/mailloft-ldap.conf.ext /etc/postfix/ldap.groups /etc/postfix/ldap.virtual
                systemctl -q is-active mailloft-listener
                systemctl restart mailloft-listener
                """, host.calls());
    }
}
