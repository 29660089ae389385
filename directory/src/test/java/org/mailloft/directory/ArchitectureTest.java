package org.mailloft.directory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.mailloft.directory", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("org.mailloft.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_CLIENT_KNOWS_ITS_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage("..directory.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.directory..");

    @ArchTest
    static final ArchRule ONLY_THE_EMBEDDED_SERVER_KNOWS_ITS_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage("..directory.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.unboundid..");

    @ArchTest
    static final ArchRule CLIENT_AND_SERVER_MEET_ONLY_ON_THE_WIRE = noClasses()
            .that()
            .resideInAPackage("..directory.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..directory.embedded..");

    @ArchTest
    static final ArchRule NO_FUTURES =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.CompletableFuture");
}
