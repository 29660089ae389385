package org.mailloft.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.mailloft.systemd.UnixDatagrams;

/** A place that log lines go to. Any thread. */
sealed interface LogPlace extends Closeable {

    /** Takes one event; a place that is full or gone loses it. */
    void write(LogLine line);

    @Override
    default void close() throws IOException {}

    /** Standard error, which systemd hands on to the journal. */
    record StandardError() implements LogPlace {
        @Override
        public void write(LogLine line) {
            System.err.print(line.withTime());
        }
    }

    /** A file that lines are appended to, whoever else does. */
    record LogFile(OutputStream out) implements LogPlace {

        /** Lines tell who logged in from where: readable by the owner only, as Dovecot makes its log. */
        static LogFile open(Path path) throws IOException {
            Set<StandardOpenOption> append =
                    EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var channel = Files.newByteChannel(path, append, mode);
            return new LogFile(Channels.newOutputStream(channel));
        }

        @Override
        public void write(LogLine line) {
            try {
                out.write(line.withTime().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                System.err.print(line.withTime());
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** The system's own log. */
    record Syslog(UnixDatagrams socket, String instance, int facility) implements LogPlace {
        @Override
        public void write(LogLine line) {
            if (!socket.send(line.forSyslog(instance, facility).getBytes(StandardCharsets.UTF_8))) {
                System.err.print(line.withTime());
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
