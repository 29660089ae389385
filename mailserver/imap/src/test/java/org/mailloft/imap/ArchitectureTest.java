package org.mailloft.imap;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.mailloft.imap", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.mailloft.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule GRAMMAR_KNOWS_NO_SESSION = noClasses()
            .that()
            .resideInAPackage("org.mailloft.imap.wire")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.mailloft.imap", "org.mailloft.imap.command");

    @ArchTest
    static final ArchRule NO_OTHER_PROTOCOL_AND_NO_CERTAIN_STORE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.netty..",
                    "org.mailloft.smtp..",
                    "org.mailloft.pop3..",
                    "org.mailloft.storage.disk..",
                    "org.mailloft.storage.home..",
                    "org.mailloft.storage.maildir..",
                    "org.mailloft.storage.memory..",
                    "org.mailloft.storage.index..",
                    "org.mailloft.storage.personal..",
                    "org.mailloft.storage.shared..",
                    "org.mailloft.storage.stack..",
                    "org.mailloft.storage.trace..");

    @ArchTest
    static final ArchRule NO_FUTURES =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.CompletableFuture");
}
