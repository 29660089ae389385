package org.mailloft.firewall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.mailloft.firewall", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.mailloft.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_OF_THE_REGISTRY =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.mailloft.ucr..");

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_KNOWS_PICOCLI = noClasses()
            .that()
            .resideOutsideOfPackage("org.mailloft.firewall.command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..");
}
