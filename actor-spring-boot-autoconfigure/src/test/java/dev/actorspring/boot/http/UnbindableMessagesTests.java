package dev.actorspring.boot.http;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.tools.ToolProvider;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What a developer reads whose messages are no records.
 */
class UnbindableMessagesTests {

	@TempDir
	private Path directory;

	@Test
	void mappedClass_isToBecomeARecord() {
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> map(Plain.class))
			.withMessageContaining("its message " + Plain.Put.class.getName() + " cannot be made from one")
			.satisfies((ex) -> assertThat(ex.getAction())
				.isEqualTo("Map or expose only handlers whose message is a record of your own."));
	}

	@Test
	void exposedActorWithoutRecords_isNamed() {
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> expose(Plain.class))
			.withMessage(
					"The property 'actor.web.expose' names the actor 'a', but none of its messages can be made from "
							+ "a request");
	}

	@Test
	void kotlinDataClass_wantsTheModuleOfJackson() throws Exception {
		Class<?> actor = kotlinActor();
		String advice = "Make Put a class with a primary constructor, or an object, and add "
				+ "tools.jackson.module:jackson-module-kotlin; or annotate it with @JvmRecord, which makes it a record.";
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> map(actor))
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo(advice));
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> expose(actor))
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo(advice));
	}

	@Test
	void unknownNameWithoutAnyActor_isToBeRemoved() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ExposedRoutes.check(List.of("a"), List.of()))
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo("Remove the property. There are no actors."));
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ExposedRoutes.check(List.of("a"), List.of("c", "b")))
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo("Use one of the known names: [b, c]."));
	}

	@Test
	void variableOfAMessageWithoutComponents_isToBeRemoved() {
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> map(NoComponents.class))
			.satisfies((ex) -> assertThat(ex.getAction())
				.isEqualTo("Add a component 'id' to the record, or remove the variable."));
	}

	@Test
	void pathThatIsGivenTwice_isNoMatterOfTwoMethods() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> new RouteTable(map(Twice.class), List.of()))
			.withMessageContaining("is given twice at method " + Twice.class.getName() + ".on");
	}

	private static List<Route> map(Class<?> actor) {
		return new MappedRoutes(PathPatternParser.defaultInstance, (path) -> path).of(target(actor));
	}

	private static List<Route> expose(Class<?> actor) {
		return new ExposedRoutes(PathPatternParser.defaultInstance, "/actors").of(target(actor));
	}

	private static <A> Target target(Class<A> actor) {
		ActorSystem system = ActorSystem.builder().actor(ActorSpec.of("a", actor, (context) -> {
			throw new UnsupportedOperationException();
		})).build();
		return Target.of(system.registrations().iterator().next(), system, false, false);
	}

	/**
	 * A class as the Kotlin compiler marks it, without Kotlin on the class path of all
	 * tests.
	 */
	private Class<?> kotlinActor() throws IOException, ReflectiveOperationException {
		write("kotlin/Metadata.java", """
				package kotlin;
				@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
				public @interface Metadata {}
				""");
		write("shop/Stock.java", """
				package shop;
				public class Stock {
					@kotlin.Metadata
					public static final class Put implements dev.actorspring.Message<Stock> {}
					@dev.actorspring.Receive
					@org.springframework.web.bind.annotation.PostMapping("/put")
					public void on(Put put) {}
				}
				""");
		assumeThat(ToolProvider.getSystemJavaCompiler()).as("a compiler, which a JRE has not").isNotNull();
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-cp",
					System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), "-d",
					this.directory.toString(), this.directory.resolve("kotlin/Metadata.java").toString(),
					this.directory.resolve("shop/Stock.java").toString());
		assertThat(result).as("result of the compiler").isZero();
		return Class.forName("shop.Stock", false,
				new URLClassLoader(new URL[] { this.directory.toUri().toURL() }, getClass().getClassLoader()));
	}

	private void write(String name, String source) throws IOException {
		Path file = this.directory.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, source);
	}

	static class Plain {

		@Receive
		@PostMapping("/put")
		void on(Put put) {
		}

		static class Put implements Message<Plain> {

		}

	}

	static class NoComponents {

		@Receive
		@PostMapping("/put/{id}")
		void on(Put put) {
		}

		record Put() implements Message<NoComponents> {

		}

	}

	static class Twice {

		@Receive
		@PostMapping({ "/put", "/put" })
		void on(Put put) {
		}

		record Put() implements Message<Twice> {

		}

	}

}
