package org.mailloft.storage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.mailloft.storage", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.mailloft.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule KNOWS_NO_PROTOCOL = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.mailloft.imap..", "org.mailloft.smtp..", "org.mailloft.lmtp..", "org.mailloft.net..");

    @ArchTest
    static final ArchRule THE_PORT_KNOWS_NO_IMPLEMENTATION = noClasses()
            .that()
            .resideInAPackage("org.mailloft.storage")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.mailloft.storage.(**)");

    @ArchTest
    static final ArchRule INDEX_KNOWS_NO_STORE = noClasses()
            .that()
            .resideInAPackage("org.mailloft.storage.index")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.mailloft.storage.maildir..", "org.mailloft.storage.memory..");

    /** Tests stop the disk at every step; that holds only if there is no other way to it. Host asks /proc who we are. */
    @ArchTest
    static final ArchRule ONLY_DISK_TOUCHES_FILES = noClasses()
            .that()
            .resideOutsideOfPackage("org.mailloft.storage.disk")
            .and()
            .doNotHaveSimpleName("Host")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.channels.FileChannel")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File");

    @ArchTest
    static final ArchRule NO_FUTURES =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.CompletableFuture");
}
