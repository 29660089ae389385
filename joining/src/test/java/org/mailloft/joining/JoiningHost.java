package org.mailloft.joining;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A folder that is the root of a host with the scripts installed. Its {@code ucr} answers from the file {@code ucr} and its
 * {@code systemctl} does nothing; what is asked of them, and of the LDAP tools, is in the file {@code calls}.
 */
final class JoiningHost {

    private static final Path SCRIPTS = Path.of("src/main/sh").toAbsolutePath();

    private final Path root;

    /** How a script ended and what it printed. */
    record Result(int code, String text) {}

    JoiningHost(Path root) throws IOException {
        this.root = root;
        install("usr/lib/univention-install", "*.inst");
        install("usr/lib/univention-install", "*.uinst");
        install("usr/share/mailloft/joining", "*.{sh,lib}");
        copy(
                SCRIPTS.resolve("server_password_change.d/mailloft"),
                "usr/lib/univention-server/server_password_change.d");
        copy(SCRIPTS.resolve("mailloft-join"), "bin");
        program("ucr", """
                case $1 in
                  get) sed -n "s|^$2: ||p" "$MAILLOFT_JOIN_ROOT/ucr" ;;
                esac
                """);
        program("systemctl", "");
        for (var tool : List.of("ldapmodify", "ldapsearch", "ldapwhoami")) {
            program(tool, "exec /usr/bin/" + tool + " \"$@\"\n");
        }
        file("ucr", "");
        file("calls", "");
    }

    private void install(String folder, String names) throws IOException {
        try (var files = Files.newDirectoryStream(SCRIPTS, names)) {
            for (var file : files) {
                copy(file, folder);
            }
        }
    }

    private void copy(Path file, String folder) throws IOException {
        Files.copy(file, Files.createDirectories(root.resolve(folder)).resolve(file.getFileName()));
    }

    private void program(String name, String body) throws IOException {
        var file = file("bin/" + name, """
                #!/bin/sh
                [ "$1" = get ] || echo %s "$*" >>"$MAILLOFT_JOIN_ROOT/calls"
                """.formatted(name) + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** @param lines such as {@code ldap/base: dc=example,dc=org} */
    void registry(String... lines) throws IOException {
        Files.write(root.resolve("ucr"), List.of(lines), StandardOpenOption.APPEND);
    }

    Path file(String name, String content) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    void link(String name, Path target) throws IOException {
        var link = root.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, target);
    }

    String read(String name) throws IOException {
        var file = root.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** What was asked of {@code ucr} but values, of {@code systemctl} and the LDAP tools. */
    String calls() throws IOException {
        return read("calls");
    }

    void setStatus(String lines) throws IOException {
        file("var/univention-join/status", lines);
    }

    String status() throws IOException {
        return read("var/univention-join/status");
    }

    /** Replaces a text in an installed script. */
    void edit(String script, String text, String replacement) throws IOException {
        var file = root.resolve("usr/lib/univention-install").resolve(script);
        var content = Files.readString(file);
        assertTrue(content.contains(text), script);
        Files.writeString(file, content.replace(text, replacement));
    }

    Result script(String name, String... arguments) throws IOException, InterruptedException {
        return finish(startScript(name, arguments));
    }

    Process startScript(String name, String... arguments) throws IOException {
        return start(root.resolve("usr/lib/univention-install").resolve(name).toString(), arguments);
    }

    Result join(String... arguments) throws IOException, InterruptedException {
        return finish(start(root.resolve("bin/mailloft-join").toString(), arguments));
    }

    Result hook(String... arguments) throws IOException, InterruptedException {
        var hook = root.resolve("usr/lib/univention-server/server_password_change.d/mailloft");
        return finish(start(hook.toString(), arguments));
    }

    /** Lines of bash after the functions of join scripts. */
    Result bash(String lines) throws IOException, InterruptedException {
        return finish(start("bash", "-c", ". \"$MAILLOFT_JOINING/join.sh\"\n" + lines, "/somewhere/42probe.inst"));
    }

    private Process start(String program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("MAILLOFT_JOIN_ROOT", root.toString());
        environment.put(
                "MAILLOFT_JOINING", root.resolve("usr/share/mailloft/joining").toString());
        environment.merge("PATH", root.resolve("bin").toString(), (path, own) -> own + ":" + path);
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    static Result finish(Process process) throws IOException, InterruptedException {
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "does not end");
        return new Result(process.exitValue(), text);
    }
}
