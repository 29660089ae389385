package org.mailloft.manual;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.mailloft", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_MANUAL = noClasses()
            .that()
            .resideOutsideOfPackage("org.mailloft.manual")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.mailloft.manual");
}
