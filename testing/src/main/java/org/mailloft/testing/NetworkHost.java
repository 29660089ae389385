package org.mailloft.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One host of a {@link TestNetwork}: what is run on it has its interfaces, addresses, ports and packet filter, and all else
 * of the machine it runs on.
 */
public final class NetworkHost {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String namespace;

    private NetworkHost(String namespace) {
        this.namespace = namespace;
    }

    /** A host with nothing but a loopback interface. */
    static NetworkHost unplugged(String namespace) throws IOException {
        Namespaces.add(namespace);
        var host = new NetworkHost(namespace);
        host.ip("link", "set", "lo", "up");
        return host;
    }

    /** The name that {@code ip netns} knows it by. */
    public String namespace() {
        return namespace;
    }

    /** What {@code systemd-nspawn --network-namespace-path} and {@code nsenter --net} take. */
    public Path path() {
        return Namespaces.path(namespace);
    }

    /** One more address, such as {@code fd00::70/64}. It can be used at once: nobody is asked whether they have it. */
    public void address(String address) throws IOException {
        if (address.contains(":")) {
            ip("address", "add", address, "dev", "eth0", "nodad");
        } else {
            ip("address", "add", address, "dev", "eth0");
        }
    }

    /** Runs {@code ip} with these arguments for this host, and fails with its words if it fails. */
    public void ip(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("ip", "-n", namespace));
        command.addAll(List.of(arguments));
        Program.run(PATIENCE, new ProcessBuilder(command)).orFail();
    }

    /** A program on this host, not started yet. The caller ends it; closing the network does at the latest. */
    public ProcessBuilder command(String... command) {
        var line = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        line.addAll(List.of(command));
        return new ProcessBuilder(line);
    }

    /** The {@code main} of a class of this class path in a virtual machine of its own on this host, not started yet. */
    public ProcessBuilder java(Class<?> main, String... arguments) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath(), main.getName()));
        line.addAll(List.of(arguments));
        return command(line.toArray(String[]::new));
    }

    /** Runs a program to its end, at most a minute, with nothing on its standard input. */
    public Program.Ended run(String... command) throws IOException {
        return run(PATIENCE, command);
    }

    /** Runs a program to its end; one that needs longer is killed, which is a failure. */
    public Program.Ended run(Duration patience, String... command) throws IOException {
        return Program.run(patience, command(command));
    }

    /** Runs what {@link #command} or {@link #java} prepared to its end, at most a minute. */
    public Program.Ended run(ProcessBuilder program) throws IOException {
        return Program.run(PATIENCE, program);
    }

    /** Surefire runs tests from a jar that only names the real class path, which it keeps in a property. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
