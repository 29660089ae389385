package org.mailloft.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.auth.Bench.MapPassdb;
import org.mailloft.auth.PassdbSettings.Skip;

class PassdbChainTest {

    private static final String ANNA = "anna@example.org";

    /**
     * Sections are separated by commas: what the database says (ok, wrong, unknown, down), then rules that are not the
     * default. {@code s:} result_success, {@code f:} result_failure, {@code i:} result_internalfail.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ok                                        | success     | 1
        wrong                                     | refused     | 1
        unknown,ok                                | success     | 2
        wrong,ok                                  | success     | 2
        ok,ok                                     | success     | 1
        wrong f:return-fail,ok                    | refused     | 1
        wrong f:return,ok                         | refused     | 1
        ok s:continue,wrong                       | success     | 2
        ok s:continue,unknown                     | refused     | 2
        ok s:continue                             | refused     | 1
        ok s:continue-ok,unknown                  | success     | 2
        ok s:continue-ok,unknown f:return-fail    | refused     | 2
        ok s:continue-ok,ok s:continue-fail       | refused     | 2
        ok s:return-fail,ok                       | refused     | 1
        down                                      | unavailable | 1
        down,ok                                   | success     | 2
        down,unknown                              | unavailable | 2
        down i:return-fail,ok                     | unavailable | 1
        deny unknown,ok                           | success     | 2
        deny ok,ok                                | disabled    | 1
        deny wrong,ok                             | disabled    | 1
        deny down,ok                              | unavailable | 1
        ok s:continue-ok,skip-authenticated down  | success     | 1
        skip-unauthenticated ok,ok                | success     | 1
        noauth ok,ok                              | success     | 2
        noauth ok,wrong                           | refused     | 2
        noauth ok                                 | unavailable | 1
        nobody                                    | refused     | 0
        otherfilter ok,ok                         | success     | 1
        othermech ok,ok                           | success     | 1
        pass ok,unknown                           | refused     | 2
        ok s:return,ok                            | refused     | 1
        ok s:continue-fail,unknown                | refused     | 2
        ok s:continue,wrong f:return              | success     | 2
        wrong f:return-ok,unknown                 | success     | 1
        wrong f:continue-ok,unknown               | success     | 2
        unknown f:return-ok                       | success     | 1
        """)
    void sectionsFollowTheirRules(String sections, String outcome, int questions) {
        var settings = new ArrayList<PassdbSettings>();
        var databases = new ArrayList<Passdb>();
        var asked = new ArrayList<MapPassdb>();
        for (var text : sections.equals("nobody") ? new String[0] : sections.split(",")) {
            settings.add(section(text));
            var database = database(text);
            databases.add(database);
            asked.add(database);
        }
        var bench = new Bench();
        var userdb = new Bench.OneAnswerUserdb();
        var result = bench.authenticator(new SettingsBuilder().passdbs(settings).build(), databases, List.of(userdb))
                .login(ANNA, "secret", Bench.REQUEST);
        assertEquals(outcome, word(result), () -> String.join("\n", bench.log.lines()));
        assertEquals(questions, asked.stream().mapToInt(each -> each.questions).sum());
    }

    private static PassdbSettings section(String text) {
        return new PassdbSettings(
                "map",
                "",
                "",
                "",
                text.contains("othermech") ? List.of("LOGIN") : List.of(),
                text.contains("otherfilter") ? List.of("*@example.com", "!anna*") : List.of(),
                text.contains("skip-authenticated")
                        ? Skip.AUTHENTICATED
                        : text.contains("skip-unauthenticated") ? Skip.UNAUTHENTICATED : Skip.NEVER,
                rule(text, "s:", DatabaseRule.RETURN_OK),
                rule(text, "f:", DatabaseRule.CONTINUE),
                rule(text, "i:", DatabaseRule.CONTINUE),
                text.contains("deny"),
                text.contains("pass "),
                false,
                "default");
    }

    private static DatabaseRule rule(String text, String prefix, DatabaseRule otherwise) {
        for (var word : text.split(" ")) {
            if (word.startsWith(prefix)) {
                return DatabaseRule.valueOf(
                        word.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'));
            }
        }
        return otherwise;
    }

    private static MapPassdb database(String text) {
        var words = List.of(text.split(" "));
        var database = new MapPassdb();
        Map<String, String> fields = words.contains("noauth") ? Map.of("noauthenticate", "") : Map.of();
        if (words.contains("ok")) {
            database.with(ANNA, "secret", fields);
        } else if (words.contains("wrong")) {
            database.with(ANNA, "other", fields);
        } else if (words.contains("down")) {
            database.replies.put(ANNA, new Passdb.Reply.Unavailable("down"));
        }
        return database;
    }

    private static String word(AuthResult result) {
        return switch (result) {
            case AuthResult.Success _ -> "success";
            case AuthResult.Unavailable _ -> "unavailable";
            case AuthResult.Refused refused -> refused.kind() == AuthResult.Kind.USER_DISABLED ? "disabled" : "refused";
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                | true
        anna@*            | true
        *@example.com     | false
        *.com *.org       | true
        !anna@*           | false
        !ben@*            | true
        *@example.org !a* | false
        a??a@example.org  | true
        a.na@example.org  | false
        """)
    void usernameFilter(String patterns, boolean accepted) {
        var list = patterns.isEmpty() ? List.<String>of() : List.of(patterns.split(" "));
        assertEquals(accepted, NamePatterns.accept(list, ANNA));
    }
}
