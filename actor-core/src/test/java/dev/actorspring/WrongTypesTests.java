package dev.actorspring;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What is sent to an actor that does not understand it does not compile, and neither does
 * a reply that is taken for another.
 */
class WrongTypesTests {

	private static final String CODE = """
			import dev.actorspring.*;
			class Code {
				static class Till {
					record Count() implements Request<Till, Integer> {}
					record Open() implements Message<Till> {}
				}
				static class Clock {
					record Tick() implements Message<Clock> {}
					record Time() implements Request<Clock, Long> {}
				}
				void send(ActorRef<Till> till, KeyedActors<Till> tills) {
					%s
				}
			}
			""";

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "till.tell(new Till.Open());", "int count = till.call(new Till.Count());",
			"till.ask(new Till.Count()).thenApply((count) -> count + 1);", "tills.get(\"1\").tell(new Till.Count());" })
	void right(String statement) {
		assertThat(errors(statement)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "till.tell(new Clock.Tick());", "till.ask(new Clock.Time());",
			"tills.get(\"1\").tell(new Clock.Tick());", "till.tell(\"open\");" })
	void messageOfAnotherActor(String statement) {
		assertThat(errors(statement)).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "String count = till.call(new Till.Count());",
			"till.ask(new Till.Count()).thenApply((count) -> count.length());", "till.call(new Till.Open());" })
	void replyOfAnotherType(String statement) {
		assertThat(errors(statement)).isNotEmpty();
	}

	@Test
	void refOfAnotherActor() {
		assertThat(errors("ActorRef<Clock> clock = till;")).isNotEmpty();
	}

	private List<Diagnostic<? extends JavaFileObject>> errors(String statement) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		assumeThat(compiler).as("a compiler, which a JRE has not").isNotNull();
		DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
		String code = CODE.formatted(statement);
		compiler.getTask(null, null, found,
				List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", this.directory.toString()),
				null, List.of(new SimpleJavaFileObject(URI.create("string:///Code.java"), Kind.SOURCE) {

					@Override
					public CharSequence getCharContent(boolean ignoreEncodingErrors) {
						return code;
					}

				}))
			.call();
		return found.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.toList();
	}

}
