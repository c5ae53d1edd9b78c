package dev.actorspring.cluster;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.actorspring.cluster");

	@Test
	void clusterKnowsNoSpringAndNoEngine() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "dev.actorspring.engine..")
			.check(this.classes);
	}

	/**
	 * So that what users see, and how messages are routed, can do with another engine
	 * underneath.
	 */
	@Test
	void onlyOnePackageKnowsPekko() {
		noClasses().that()
			.resideOutsideOfPackage("dev.actorspring.cluster.pekko")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.apache.pekko..", "scala..", "com.typesafe..")
			.check(this.classes);
	}

	@Test
	void onlyOnePackageKnowsJackson() {
		noClasses().that()
			.resideOutsideOfPackage("dev.actorspring.cluster.wire")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("tools.jackson..", "com.fasterxml..")
			.check(this.classes);
	}

	@Test
	void packagesHaveNoCycles() {
		slices().assignedFrom(new PackageSlices()).should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void everyPackageIsNullMarked() {
		List<String> unmarked = this.classes.stream()
			.map(JavaClass::getPackage)
			.distinct()
			.filter((javaPackage) -> !javaPackage.isAnnotatedWith(NullMarked.class))
			.map((javaPackage) -> javaPackage.getName())
			.sorted()
			.toList();
		assertThat(this.classes).isNotEmpty();
		assertThat(unmarked).as("packages without a @NullMarked package-info.java").isEmpty();
	}

	/**
	 * Every package is a slice, the root package too: a pattern such as
	 * {@code dev.actorspring.(**)} would leave that one out.
	 */
	private static final class PackageSlices implements SliceAssignment {

		@Override
		public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
			return SliceIdentifier.of(javaClass.getPackageName());
		}

		@Override
		public String getDescription() {
			return "packages";
		}

	}

}
