package dev.actorspring.boot;

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final String HTTP = "dev.actorspring.boot.http..";

	private static final String WEBFLUX = "dev.actorspring.boot.webflux..";

	private static final String WEBMVC = "dev.actorspring.boot.webmvc..";

	private static final String CLIENT = "dev.actorspring.boot.client..";

	private final JavaClasses classes = ModuleClasses.get();

	@Test
	void packagesHaveNoCycles() {
		slices().assignedFrom(new PackageSlices()).should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void nobodyKnowsTheEngine() {
		noClasses().should().dependOnClassesThat().resideInAPackage("dev.actorspring.engine..").check(this.classes);
	}

	@Test
	void autoConfigurationsAreFinal() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.haveModifier(JavaModifier.FINAL)
			.allowEmptyShould(true)
			.check(this.classes);
	}

	@Test
	void autoConfigurationsHaveNoPublicMembers() {
		noMembers().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.and(areNotDefaultConstructors())
			.should()
			.bePublic()
			.allowEmptyShould(true)
			.check(this.classes);
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
	 * What requests and answers mean is the same for all stacks, which must do with it.
	 */
	@Test
	void neutralHttpKnowsNoStack() {
		noClasses().that()
			.resideInAPackage(HTTP)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("reactor..", "io.netty..", "jakarta.servlet..", "org.springframework.web.reactive..",
					"org.springframework.web.servlet..", "org.springframework.web.server..",
					"org.springframework.http.server.reactive..", "org.springframework.boot.webflux..",
					"org.springframework.boot.webmvc..")
			.orShould()
			.dependOnClassesThat()
			.resideInAnyPackage(WEBFLUX, WEBMVC, CLIENT)
			.check(this.classes);
	}

	/**
	 * An application without durable actors does not have them on its class path. What
	 * tells their failures apart is loaded only if they are there.
	 */
	@Test
	void httpWorksWithoutDurableActors() {
		noClasses().that()
			.resideInAnyPackage(HTTP, WEBFLUX, WEBMVC, CLIENT, "dev.actorspring.boot.openapi..")
			.and()
			.doNotHaveFullyQualifiedName("dev.actorspring.boot.http.StateFailures$Known")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.actorspring.durable..")
			.check(this.classes);
	}

	/**
	 * As with durable actors.
	 */
	@Test
	void onlyItsOwnPackagesKnowTheCluster() {
		noClasses().that()
			.resideOutsideOfPackages("dev.actorspring.boot.cluster..", "dev.actorspring.boot.actuate.health..",
					"dev.actorspring.boot.actuate.cluster..", "dev.actorspring.boot.actuate.metrics..")
			.and()
			.doNotHaveFullyQualifiedName("dev.actorspring.boot.http.ClusterFailures$Known")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.actorspring.cluster..")
			.check(this.classes);
	}

	@Test
	void nobodyKnowsPekko() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.apache.pekko..", "scala..", "dev.actorspring.cluster.pekko..",
					"dev.actorspring.cluster.routing..", "dev.actorspring.cluster.wire..")
			.check(this.classes);
	}

	@Test
	void webFluxKnowsNoWebMvc() {
		noClasses().that()
			.resideInAPackage(WEBFLUX)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(WEBMVC, CLIENT, "jakarta.servlet..", "org.springframework.web.servlet..")
			.check(this.classes);
	}

	@Test
	void webMvcKnowsNoWebFlux() {
		noClasses().that()
			.resideInAPackage(WEBMVC)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(WEBFLUX, CLIENT, "reactor..", "org.springframework.web.reactive..")
			.check(this.classes);
	}

	/**
	 * The WebClient is all that it needs, also in a servlet application.
	 */
	@Test
	void clientKnowsNoServer() {
		noClasses().that()
			.resideInAPackage(CLIENT)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(WEBFLUX, WEBMVC, "jakarta.servlet..", "org.springframework.web.servlet..",
					"org.springframework.web.reactive.function.server..", "org.springframework.web.server..")
			.check(this.classes);
	}

	private static DescribedPredicate<JavaMember> areNotDefaultConstructors() {
		return DescribedPredicate.describe("are not default constructors",
				(member) -> !(member instanceof JavaConstructor constructor
						&& constructor.getRawParameterTypes().isEmpty()));
	}

	/**
	 * Every package is a slice, the root package too: a pattern such as
	 * {@code dev.actorspring.boot.(**)} would leave that one out.
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
