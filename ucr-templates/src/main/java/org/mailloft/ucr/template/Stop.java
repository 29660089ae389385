package org.mailloft.ucr.template;

import freemarker.core.Environment;
import freemarker.template.TemplateException;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailloft.ucr.template.syntax.Unprintable;

/**
 * Thrown by what a template calls. Unchecked, so that Freemarker lets it pass; knows where in which template it was thrown,
 * for that is forgotten on the way up.
 */
final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Optional<String> variable;
    private final transient TemplateException place;
    private transient Optional<String> value = Optional.empty();
    private transient Predicate<String> isPrintable = _ -> true;

    private Stop(Optional<String> variable, String reason) {
        super(reason, null, false, false);
        this.variable = variable;
        this.place = new TemplateException(reason, Environment.getCurrentEnvironment());
    }

    /** Called wherever a template calls us, so that one that takes too long ends. */
    static void ifInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw because("It takes too long.");
        }
    }

    static Stop because(String reason) {
        return new Stop(Optional.empty(), reason);
    }

    /**
     * @param value what cannot be printed; never shown, for it may be a secret
     * @param isPrintable whether another one could be, at the same place
     */
    static Stop unprintable(String value, Predicate<String> isPrintable, Unprintable cause) {
        var stop = because("The value cannot be written here. " + cause.getMessage());
        stop.value = Optional.of(value);
        stop.isPrintable = isPrintable;
        return stop;
    }

    static Stop at(String variable, String reason) {
        return new Stop(Optional.of(variable), reason);
    }

    /** The variable that is at fault, as far as that can be told. */
    Optional<String> variable(Scope scope) {
        return variable.or(() -> value.flatMap(text -> scope.origin(text, isPrintable)));
    }

    /** Has the template's name and the line. */
    TemplateException place() {
        return place;
    }
}
