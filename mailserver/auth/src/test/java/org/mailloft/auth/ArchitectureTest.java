package org.mailloft.auth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.mailloft.auth", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.mailloft.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_SCHEMES_KNOW_THEIR_LIBRARIES = noClasses()
            .that()
            .resideOutsideOfPackage("org.mailloft.auth.scheme")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bouncycastle..", "org.apache.commons.codec..");

    @ArchTest
    static final ArchRule ONLY_DATABASES_KNOW_THE_DIRECTORY = noClasses()
            .that()
            .resideOutsideOfPackage("org.mailloft.auth.db")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.mailloft.directory..");

    @ArchTest
    static final ArchRule NO_NETTY_NO_FUTURES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.CompletableFuture");
}
