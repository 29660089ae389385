package org.mailloft.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailloft.systemd.UnixDatagrams;

/** Sends each event to the place of its level. Any thread. */
final class LogRouter extends UnsynchronizedAppenderBase<ILoggingEvent> {

    static final String NAME = "places";

    private static final List<String> FACILITIES = List.of(
            "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp");
    private static final int LOCAL0 = 16;

    private final LogSettings settings;
    private final Path syslog;
    private volatile Map<String, LogPlace> places;

    /**
     * Opens what the settings name.
     *
     * @param syslog where the system's log daemon listens
     * @throws StartFailure when a file cannot be had
     */
    LogRouter(LogSettings settings, Path syslog) {
        this.settings = settings;
        this.syslog = syslog;
        this.places = openAll();
        setName(NAME);
    }

    LogSettings settings() {
        return settings;
    }

    private Map<String, LogPlace> openAll() {
        var opened = new HashMap<String, LogPlace>();
        for (var path : List.of(settings.errors(), settings.infoOrErrors(), settings.debugOrInfo())) {
            if (!opened.containsKey(path)) {
                opened.put(path, open(path));
            }
        }
        return Map.copyOf(opened);
    }

    private LogPlace open(String path) {
        try {
            return switch (path) {
                case "", "/dev/stderr" -> new LogPlace.StandardError();
                case "syslog" ->
                    Files.exists(syslog)
                            ? new LogPlace.Syslog(
                                    new UnixDatagrams(syslog.toString()),
                                    settings.instance(),
                                    facility(settings.facility()))
                            : new LogPlace.StandardError();
                default -> LogPlace.LogFile.open(Path.of(path));
            };
        } catch (FileSystemException e) {
            throw new StartFailure("Can't open log file " + path + ": " + reason(e));
        } catch (IOException e) {
            throw new StartFailure("Can't open log file " + path + ": " + e.getMessage());
        }
    }

    /** In the words of strerror(3), which Java leaves out where it has a class for the reason. */
    private static String reason(FileSystemException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "No such file or directory";
            case AccessDeniedException _ -> "Permission denied";
            default -> failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
        };
    }

    private static int facility(String name) {
        return name.startsWith("local")
                ? LOCAL0 + Integer.parseInt(name.substring("local".length()))
                : FACILITIES.indexOf(name);
    }

    /** Opens everything anew, as files may have been moved away. */
    void reopen() {
        var before = places;
        places = openAll();
        close(before);
    }

    @Override
    protected void append(ILoggingEvent event) {
        var level = event.getLevel();
        var path = level.isGreaterOrEqual(Level.WARN)
                ? settings.errors()
                : level.isGreaterOrEqual(Level.INFO) ? settings.infoOrErrors() : settings.debugOrInfo();
        places.get(path).write(LogLine.of(event));
    }

    @Override
    public void stop() {
        super.stop();
        close(places);
    }

    private static void close(Map<String, LogPlace> places) {
        for (var place : places.values()) {
            try {
                place.close();
            } catch (IOException _) {
                // everything was written when it was logged
            }
        }
    }
}
