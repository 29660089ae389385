package org.mailloft.smtp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = {"org.mailloft.smtp", "org.mailloft.lmtp", "org.mailloft.delivery", "org.mailloft.policy"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.mailloft.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule dialogueKnowsNeitherUsersNorMailboxes = noClasses()
            .that()
            .resideInAPackage("org.mailloft.smtp")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.mailloft.auth..", "org.mailloft.storage..", "org.mailloft.delivery..", "org.mailloft.lmtp..");

    @ArchTest
    static final ArchRule deliveryKnowsNoProtocolSession = noClasses()
            .that()
            .resideInAPackage("org.mailloft.delivery")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.mailloft.auth..", "org.mailloft.lmtp..");

    /** What is behind an address is asked through the port; who asks the directory is wired in. */
    @ArchTest
    static final ArchRule nobodyKnowsTheDirectoryOrACertainStore = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.mailloft.directory..",
                    "org.mailloft.routing.ldap..",
                    "org.mailloft.storage.home..",
                    "org.mailloft.storage.maildir..",
                    "org.mailloft.storage.memory..");

    @ArchTest
    static final ArchRule noNettyAndNoFutures = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.CompletableFuture");
}
