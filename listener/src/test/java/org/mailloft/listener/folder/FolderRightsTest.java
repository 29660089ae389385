package org.mailloft.listener.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.directory.mail.SharedFolder.Grant;
import org.mailloft.directory.mail.SharedFolder.Right;
import org.mailloft.listener.state.Folder;

class FolderRightsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.org | READ   | user=anna@example.org lrws",
                "Anna@Example.org | POST   | user=anna@example.org lrwsp",
                "anyone           | APPEND | anyone lrwspi",
                "authenticated    | WRITE  | authenticated lrwspite",
                "dovecotadmin     | ALL    | user=dovecotadmin lrwspitekxa",
                "staff            | READ   | group=staff lrws",
                "Domain Users     | READ   | \"group=Domain Users\" lrws",
                "Büro \"Süd\"     | READ   | \"group=Büro \\\"Süd\\\"\" lrws",
                "a\"b             | READ   | group=a\"b lrws",
                "a\\b c           | READ   | \"group=a\\\\b c\" lrws",
                "@home            | READ   | group=@home lrws",
            })
    void directoryWordsBecomeEntries(String row) {
        var cells = row.split("\\|");
        var folder = folder(new Grant(cells[0].strip(), Right.valueOf(cells[1].strip())));
        assertEquals(List.of(cells[2].strip()), FolderRights.entries(folder));
    }

    @Test
    void whoHasNoneHasNoEntryAndTheStrongestRightCounts() {
        var folder = folder(
                new Grant("staff", Right.ALL),
                new Grant("staff", Right.READ),
                new Grant("sales", Right.NONE),
                new Grant("sales", Right.POST),
                new Grant("it", Right.NONE));
        assertEquals(List.of("group=sales lrwsp", "group=staff lrwspitekxa"), FolderRights.entries(folder));
    }

    @Test
    void globalLinesAlwaysQuoteWhomTheyAreAbout() {
        var folder = folder(new Grant("anyone", Right.READ), new Grant("a \"b\"", Right.READ));
        assertEquals(
                List.of("shared/x@e.org \"anyone\" lrws", "shared/x@e.org \"group=a \\\"b\\\"\" lrws"),
                FolderRights.globalLines("shared/x@e.org", folder));
    }

    private static Folder folder(Grant... grants) {
        return new Folder("team@example.org", Optional.empty(), List.of(grants), 0, "1");
    }
}
