package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import org.mailloft.ucr.template.TemplateFailure;

/** Turns what went wrong into sentences for the administrator. */
final class Failures {

    private Failures() {}

    static Outcome.Reason reason(TemplateFailure failure) {
        var place = failure.source() + (failure.line() > 0 ? ":" + failure.line() : "");
        return new Outcome.Reason(failure.variable(), Optional.of(place), Optional.empty(), failure.getMessage());
    }

    /** @param root whose paths are shown without it */
    static Outcome.Reason reason(IOException failure, Path root) {
        if (failure instanceof FileSystemException e && e.getFile() != null) {
            var path = Path.of(e.getFile());
            var name = path.startsWith(root) ? "/" + root.relativize(path) : e.getFile();
            return new Outcome.Reason(Optional.empty(), Optional.empty(), Optional.of(name), why(e));
        }
        return Stop.because(text(failure));
    }

    static String text(IOException failure) {
        return failure instanceof FileSystemException e ? e.getFile() + ": " + why(e) : failure.getMessage();
    }

    private static String why(FileSystemException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "is not there";
            case NotDirectoryException _ -> "is no folder";
            default -> failure.getReason() == null ? failure.toString() : failure.getReason();
        };
    }
}
