package org.mailloft.routing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.mailloft.routing", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.mailloft.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thePortKnowsNoDirectory = noClasses()
            .that()
            .resideInAPackage("org.mailloft.routing")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.mailloft.directory..");

    @ArchTest
    static final ArchRule noNettyAndNoFutures = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.CompletableFuture");
}
