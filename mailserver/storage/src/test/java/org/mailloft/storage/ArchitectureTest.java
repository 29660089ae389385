package org.mailloft.storage;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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

    /** A layer wraps a store and does not know which; only whoever moves homes has to know what a Maildir is. */
    @ArchTest
    static final ArchRule PACKAGES_BUILD_ON_NOTHING_ELSE = slices().matching("org.mailloft.storage.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("org.mailloft.storage.disk"))
            .ignoreDependency(
                    resideInAnyPackage("org.mailloft.storage.maildir", "org.mailloft.storage.memory"),
                    resideInAPackage("org.mailloft.storage.index"))
            .ignoreDependency(
                    resideInAPackage("org.mailloft.storage.home"), resideInAPackage("org.mailloft.storage.maildir"));

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
