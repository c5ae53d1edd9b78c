package dev.actorspring.boot.durable;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.durable.Upcast;
import dev.actorspring.stereotype.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

class StateHintsTests {

	private final RuntimeHints hints = process();

	private static RuntimeHints process() {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(StateHintsTests.class)), new InMemoryGeneratedFiles());
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Shelf.class, DataSourceAutoConfiguration.class, ActorAutoConfiguration.class,
				ActorDurableAutoConfiguration.class);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		return generation.getRuntimeHints();
	}

	@Test
	void statesCanBeReadAndWritten() throws Exception {
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(Books.Some.class.getDeclaredConstructor(Title.class))).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Books.Some.class, "first"))
			.accepts(this.hints);
		assertThat(
				RuntimeHintsPredicates.reflection().onConstructorInvocation(Books.None.class.getDeclaredConstructor()))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(Title.class.getDeclaredConstructor(String.class))).accepts(this.hints);
	}

	@Test
	void statesOfOldVersionsCanBeRead() {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Books.class, "named")).accepts(this.hints);
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "mariadb", "mysql", "postgresql" })
	void tablesCanBeCreated(String database) {
		String script = "/dev/actorspring/durable/jdbc/schema-" + database + ".sql";
		assertThat(getClass().getResource(script)).isNotNull();
		assertThat(RuntimeHintsPredicates.resource().forResource(script.substring(1))).accepts(this.hints);
	}

	@Actor
	static class Shelf {

		Shelf(@State(name = "books", version = 2) Durable<Books> books) {
		}

		@Receive
		void clear(Clear message) {
		}

		record Clear() implements Message<Shelf> {

		}

	}

	sealed interface Books {

		record None() implements Books {

		}

		record Some(Title first) implements Books {

		}

		@Upcast(from = 1)
		static ObjectNode named(ObjectNode old) {
			return old;
		}

	}

	record Title(String text) {

	}

}
