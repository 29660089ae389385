package org.mailloft.installation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must not be in any log: passwords, stack traces, and what libraries complain of to those who wrote the program. */
final class Noise {

    /** Its first line, for frames are also in what the virtual machine says of its threads when the watchdog ends it. */
    private static final Pattern STACK_TRACE =
            Pattern.compile("\\b([a-z]\\w*\\.){2,}[A-Z]\\w*(Exception|Error)\\b|Exception in thread|Caused by: ");

    /** Ours say "Warning: " as Dovecot does; in capitals it is the virtual machine, or a library that was left to itself. */
    private static final Pattern LIBRARY = Pattern.compile("\\bWARN\\b|^WARNING: |\\bSLF4J\\b|\\[main\\] ");

    private final Predicate<String> secret;

    /** @param people whose passwords are secrets, also in the form in which SASL sends them */
    Noise(List<Person> people) {
        var words = people.stream().flatMap(Noise::forms).toList();
        secret = line -> words.stream().anyMatch(line::contains);
    }

    private static Stream<String> forms(Person person) {
        return Stream.concat(
                Stream.of(person.password()),
                Stream.of(person.password(), "\0" + person.login() + "\0" + person.password())
                        .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** The lines of a log that should not be there. */
    List<String> in(String log) {
        return log.lines()
                .filter(line -> secret.test(line)
                        || STACK_TRACE.matcher(line).find()
                        || LIBRARY.matcher(line).find())
                .toList();
    }
}
