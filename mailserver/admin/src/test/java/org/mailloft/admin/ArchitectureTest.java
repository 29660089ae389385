package org.mailloft.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.mailloft.admin", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.mailloft.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule COMMANDS_KNOW_NO_HTTP = noClasses()
            .that()
            .resideOutsideOfPackage("org.mailloft.admin.http")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.mailloft.admin.http");

    /** Homes are moved by commands alone, and what explains changes nothing. */
    @ArchTest
    static final ArchRule EXPLANATIONS_KNOW_NO_HOMES_AND_NO_COMMANDS = noClasses()
            .that()
            .resideInAPackage("org.mailloft.admin.explain")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.mailloft.storage.home..", "org.mailloft.admin.command..");

    @ArchTest
    static final ArchRule ONLY_EXPLANATIONS_READ_THE_TRACE = noClasses()
            .that()
            .resideOutsideOfPackage("org.mailloft.admin.explain")
            .and()
            .doNotHaveSimpleName("Insight")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.mailloft.storage.trace..");

    @ArchTest
    static final ArchRule NO_CERTAIN_STORE_AND_NO_DIRECTORY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.mailloft.storage.maildir..",
                    "org.mailloft.storage.memory..",
                    "org.mailloft.routing.ldap..",
                    "org.mailloft.directory..");

    @ArchTest
    static final ArchRule NO_NETTY_AND_NO_FUTURES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.CompletableFuture");
}
