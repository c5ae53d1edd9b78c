package dev.actorspring;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
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
		.importPackages("dev.actorspring");

	@Test
	void coreKnowsNoSpring() {
		noClasses().that()
			.resideInAPackage("dev.actorspring..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.check(this.classes);
	}

	@Test
	void whatUsersSeeKnowsNoEngine() {
		noClasses().that()
			.resideOutsideOfPackage("dev.actorspring.engine..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.actorspring.engine..")
			.check(this.classes);
	}

	/**
	 * Records that users build or match cannot grow without breaking them.
	 */
	@Test
	void publicRecordsHaveAHandfulOfComponents() {
		assertThat(this.classes.stream()
			.filter((type) -> type.isRecord() && type.getModifiers().contains(JavaModifier.PUBLIC)
					&& type.reflect().getRecordComponents().length > 5)
			.map(JavaClass::getName)).isEmpty();
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
