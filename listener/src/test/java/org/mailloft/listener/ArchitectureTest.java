package org.mailloft.listener;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.mailloft.listener", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("org.mailloft.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_LIBRARY_OF_THE_DIRECTORY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.directory..", "com.unboundid..", "org.mailloft.directory.embedded..");

    @ArchTest
    static final ArchRule ONLY_ONE_CLASS_KNOWS_HOW_TO_REACH_THE_MAIL_SERVER = noClasses()
            .that()
            .doNotHaveSimpleName("DoveadmControl")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.mailloft.doveadm..");

    /** The loop does not know what it follows: a new kind of object is a package of its own. */
    @ArchTest
    static final ArchRule THE_LOOP_KNOWS_NO_KIND = noClasses()
            .that()
            .resideInAnyPackage("org.mailloft.listener.work", "org.mailloft.listener.state")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.mailloft.listener.user", "org.mailloft.listener.folder", "org.mailloft.listener.group");

    @ArchTest
    static final ArchRule NO_FUTURES =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.CompletableFuture");
}
