package org.mailloft.ucr.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTest {

    private static final String HEADER = "<#ftl output_format=\"text\">\n";

    @TempDir
    Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
    }

    @Test
    void nothingIsRegisteredWhereThereAreNoFolders() {
        assertEquals(List.of(), workshop.catalog().targets());
    }

    @Test
    void stanzaSaysEverythingAboutATarget() {
        workshop.program("modules/before")
                .template("etc/x", HEADER + "${ucr[\"a/b\"]}\n")
                .info("mail.info", """
                        # a comment
                        Type: service
                        Service: mail
                        Check: check -n {staged}/etc/x
                        Check: {share}/again
                        Reload: reload

                        Type: file
                        File: etc/x
                        Service: mail
                        Variables: f/.*
                        User: root
                        Group: @%@the/group@%@
                        Mode: 0640
                        Preinst: before
                        """);
        var catalog = workshop.catalog();
        var target = catalog.targets().getFirst();
        assertEquals(Path.of("etc/x"), target.path());
        assertEquals(Set.of("a/b", "the/group"), target.variables());
        assertEquals(0640, target.mode().orElseThrow());
        assertEquals("mail", target.origin());
        assertEquals("mail", target.service().orElseThrow());
        assertTrue(target.reads("f/anything"));
        assertFalse(target.reads("a/b/c"));
        assertTrue(catalog.module("before").isPresent());
        var service = catalog.service("mail").orElseThrow();
        assertEquals(List.of("check", "-n", "{staged}/etc/x"), service.checks().getFirst());
        assertEquals(workshop.share() + "/again", service.checks().get(1).getFirst());
        assertEquals(List.of(), service.running());
    }

    @Test
    void partsComeInTheOrderOfTheirNamesWhoeverBringsThem() {
        workshop.template("etc/m.d/20_b", HEADER + "b\n")
                .template("etc/other/10_a", HEADER + "a")
                .othersTemplate("etc/m.d/30_c", "c ${x} @%@k@%@\n")
                .info("m.info", """
                        Type: subfile
                        Multifile: etc/m
                        Subfile: etc/m.d/20_b

                        Type: multifile
                        Multifile: etc/m

                        Type: subfile
                        Multifile: etc/m
                        Subfile: etc/other/10_a
                        """)
                .othersInfo("o.info", "Type: subfile\nMultifile: etc/m\nSubfile: etc/m.d/30_c\n");
        assertEquals("a\nb\nc ${x} v\n", workshop.render("etc/m", Map.of("k", "v")));
        assertTrue(workshop.catalog().targets().getFirst().reads("k"));
    }

    @Test
    void partsWithoutAFileAndAFileWithoutPartsDoNothing() {
        workshop.template("etc/a.d/1", HEADER)
                .info(
                        "a.info",
                        "Type: subfile\nMultifile: etc/a\nSubfile: etc/a.d/1\n\nType: multifile\nMultifile: etc/b\n");
        assertEquals(List.of(), workshop.catalog().targets());
    }

    @Test
    void ofATargetThatBothHaveOursCounts() {
        workshop.target("etc/x", HEADER + "ours\n")
                .othersTemplate("etc/x", "theirs\n")
                .othersInfo("o.info", "Type: file\nFile: etc/x\nUnheard-of: line\n");
        assertEquals("ours\n", workshop.render("etc/x", Map.of()));
    }

    @Test
    void targetsOfOthersWithPythonSectionsAreLeftOutAndTold() {
        workshop.target("etc/x", HEADER)
                .othersTemplate("etc/y", "\n@!@print(1)@!@\n")
                .othersInfo("o.info", "Type: file\nFile: etc/y\n");
        var catalog = workshop.catalog();
        assertEquals(1, catalog.targets().size());
        assertEquals(2, catalog.leftOut().getFirst().reason().line());
        assertEquals(Optional.of(Path.of("etc/y")), catalog.leftOut().getFirst().target());
    }

    static Stream<Mistake> mistakesOfOthers() {
        return Stream.of(
                new Mistake("Type: magic\nFile: etc/y\n", 1, "There is no type \"magic\"."),
                new Mistake("File: etc/y\n", 1, "The stanza has no line \"Type:\"."),
                new Mistake("Type: file\nFile: ../y\n", 2, "\"../y\" does not stay below the root."),
                new Mistake("Type: file\nFile: etc/y\nMode: 999\n", 3, "\"999\" is no octal mode such as 0644."),
                new Mistake("Type: file\nFile: etc/y\nService: s\n", 3, "There is no service \"s\"."),
                new Mistake("Type: module\nModule: x\n", 1, "The stanza has no line \"Variables:\"."),
                new Mistake("Type: service\nService: s\nWhilePending: go\n", 3, "WhilePending can only be \"wait\"."),
                new Mistake("Type: file\nFile: etc/x/y\n", 1, "\"etc/x/y\" is below \"etc/x\", which is a file."),
                new Mistake("Type: file\nFile: etc\n", 1, "\"etc\" is a folder, in which there are other files."),
                new Mistake(
                        "Type: multifile\nMultifile: etc/z\n\nType: subfile\nMultifile: etc/z\nSubfile: etc/y\nVariables: a(\n",
                        7,
                        "\"a(\" is no regular expression: Unclosed group."));
    }

    /** Nobody's mail settings may stand still because another package is broken. */
    @ParameterizedTest
    @MethodSource("mistakesOfOthers")
    void mistakesOfOthersAreLeftOutAndTold(Mistake mistake) {
        workshop.target("etc/x", HEADER + "ours\n")
                .template("etc/x-between", HEADER)
                .info("between.info", "Type: file\nFile: etc/x-between\n")
                .othersTemplate("etc/y", "theirs\n")
                .othersTemplate("etc/x/y", "theirs\n")
                .othersTemplate("etc/good", "good\n")
                .othersInfo("o.info", mistake.info() + "\nType: file\nFile: etc/good\n");
        var catalog = workshop.catalog();
        assertEquals(
                List.of("etc/good", "etc/x", "etc/x-between"),
                catalog.targets().stream()
                        .map(target -> target.path().toString())
                        .toList());
        var leftOut = catalog.leftOut().getFirst();
        assertEquals("o", leftOut.origin());
        assertEquals(mistake.reason(), leftOut.reason().getMessage());
        assertEquals(mistake.line(), leftOut.reason().line());
    }

    @Test
    void ofAFileOfOursOnlyThePartOfOthersIsLeftOut() {
        workshop.template("etc/m.d/10_a", HEADER + "ours\n")
                .info(
                        "m.info",
                        "Type: multifile\nMultifile: etc/m\n\nType: subfile\nMultifile: etc/m\nSubfile: etc/m.d/10_a\n")
                .othersTemplate("etc/m.d/20_b", "@!@print(1)@!@\n")
                .othersInfo(
                        "o.info",
                        "Type: subfile\nMultifile: etc/m\nSubfile: etc/m.d/20_b\n\n"
                                + "Type: subfile\nMultifile: etc/m\nSubfile: etc/m.d/30_missing\n");
        assertEquals("ours\n", workshop.render("etc/m", Map.of()));
        assertEquals(
                List.of(Optional.empty(), Optional.empty()),
                workshop.catalog().leftOut().stream().map(LeftOut::target).toList());
    }

    @Test
    void linesOfOthersThatSayNothingArePassedOverAndModesHaveUpToFourDigits() {
        workshop.othersTemplate("etc/y", "theirs\n")
                .othersInfo("o.info", "Type: file\nFile: etc/y\nUser:\nnonsense\nMode: 02755\n");
        assertEquals(02755, workshop.catalog().targets().getFirst().mode().orElseThrow());
    }

    @Test
    void whatIsReadIsFoundInTheText() {
        workshop.library("l.ftl", "<#macro m>${ucr['lib/key']}</#macro>").target("etc/x", HEADER + """
                                <#include "/lib/l.ftl">
                                <#-- ${ucr["comment"]} -->
                                ${ucr [ "a" ]!} ${isTrue('b', true)} ${number( "c" )} ${words("d", ",")?size}
                                ${family("e.f/")?size} ${ucr["g/" + 1]!} ${ucr["h/${1}/x"]!} @%@i j@%@ ${path("/k")}
                                """);
        var target = workshop.catalog().targets().getFirst();
        assertEquals(Set.of("a", "b", "c", "d", "i j", "lib/key", "mailloft/prefix"), target.variables());
        assertEquals(
                List.of("e\\.f/.*", "g/.*", "h/.*"),
                target.families().stream().map(Pattern::pattern).toList());
    }

    @Test
    void onlyTargetsThatReadAKeyAreAffected() {
        workshop.target("etc/x", HEADER + "@%@a@%@")
                .info("y.info", "Type: file\nFile: etc/y\n")
                .template("etc/y", HEADER + "@%@b@%@");
        var catalog = workshop.catalog();
        assertEquals(List.of(Path.of("etc/y")), paths(catalog, "b"));
        assertEquals(List.of(), paths(catalog, "a/b"));
    }

    private static List<Path> paths(Catalog catalog, String key) {
        return catalog.affectedBy(List.of(key)).stream().map(Target::path).toList();
    }

    /** @param line where the mistake is */
    private record Mistake(String info, int line, String reason) {}

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake("Type: fiel\nFile: etc/x\n", 1, "There is no type \"fiel\"."),
                new Mistake("File: etc/x\n", 1, "The stanza has no line \"Type:\"."),
                new Mistake("\n\nType: file\n", 3, "The stanza has no line \"File:\"."),
                new Mistake("Type: file\nFile etc/x\n", 2, "The line is not \"Key: value\"."),
                new Mistake("Type: file\nFile: etc/x\nModus: 1\n", 3, "A stanza of type file has no line \"Modus:\"."),
                new Mistake("Type: file\nFile: etc/x\nMode: 999\n", 3, "\"999\" is no octal mode such as 0644."),
                new Mistake("Type: file\nFile: etc/../../x\n", 2, "\"etc/../../x\" does not stay below the root."),
                new Mistake("Type: file\nFile: ../x\n", 2, "\"../x\" does not stay below the root."),
                new Mistake("Type: file\nFile: //etc/x\n", 2, "\"//etc/x\" does not stay below the root."),
                new Mistake(
                        "Type: file\nFile: etc/univention/base.conf\n",
                        2,
                        "\"etc/univention/base.conf\" belongs to the registry itself."),
                new Mistake(
                        "Type: file\nFile: etc/x\nVariables: a(\n",
                        3,
                        "\"a(\" is no regular expression: Unclosed group."),
                new Mistake("Type: file\nFile: etc/x\nService: s\n", 3, "There is no service \"s\"."),
                new Mistake("Type: script\nScript: s\n", 1, "The stanza has no line \"Variables:\"."));
    }

    @ParameterizedTest
    @MethodSource
    void mistakes(Mistake mistake) {
        workshop.template("etc/x", HEADER).info("m.info", mistake.info());
        var failure = assertThrows(TemplateFailure.class, workshop::catalog);
        assertEquals(mistake.reason(), failure.getMessage());
        assertEquals(mistake.line(), failure.line());
        assertTrue(failure.source().endsWith("m.info"));
    }

    @Test
    void secondRegistrationAndMissingTemplateAndProgramAreMistakes() {
        workshop.template("etc/x", HEADER).info("a.info", "Type: file\nFile: etc/x\n\nType: file\nFile: etc/x\n");
        assertEquals(5, assertThrows(TemplateFailure.class, workshop::catalog).line());
        workshop.info("a.info", "Type: file\nFile: etc/missing\n");
        assertEquals(2, assertThrows(TemplateFailure.class, workshop::catalog).line());
        workshop.info("a.info", "Type: file\nFile: etc/x\nPostinst: ../files/etc/x\n");
        assertEquals(3, assertThrows(TemplateFailure.class, workshop::catalog).line());
    }

    static Stream<String> refusedTemplates() {
        return Stream.of(
                "<#ftl output_format=\"none\">",
                "<#ftl>",
                "<#ftl output_format=\"text\" auto_esc=false>",
                "no header",
                HEADER + "${ucr['a']?no_esc}",
                HEADER + "${ucr['a'] ? eval}",
                HEADER + "${'freemarker.template.utility.Execute'?new()('id')}",
                HEADER + "<#outputformat 'plainText'>",
                HEADER + "<#attempt>",
                HEADER + "<#include 'etc/passwd'>",
                HEADER + "<#include name>",
                HEADER + "<#import '/lib/missing.ftl' as m>",
                HEADER + "${.now}",
                HEADER + "@!@print(1)@!@");
    }

    @ParameterizedTest
    @MethodSource
    void refusedTemplates(String text) {
        workshop.target("etc/x", text);
        assertThrows(TemplateFailure.class, workshop::catalog);
    }
}
