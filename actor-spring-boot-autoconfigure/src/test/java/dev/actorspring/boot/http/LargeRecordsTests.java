package dev.actorspring.boot.http;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.tools.ToolProvider;

import dev.actorspring.ActorConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A record may have more components than one that Jackson can make.
 */
class LargeRecordsTests {

	private final JsonMapper mapper = JsonMapper.builder().build();

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "253, int", "126, long", "253, String" })
	void largestRecord_isFine(int components, String type) throws Exception {
		Class<?> message = compile(components, type);
		assertThatCode(() -> WireTypes.check(message, this.mapper)).doesNotThrowAnyException();
		assertThat(this.mapper.readValue(json(components), message)).hasToString("Large["
				+ IntStream.range(0, components).mapToObj((i) -> "c" + i + "=1").collect(Collectors.joining(", "))
				+ "]");
	}

	@ParameterizedTest
	@CsvSource({ "254, int, 254 components", "127, long, count twice", "254, String, 254 components" })
	void largerRecord_stopsTheStart(int components, String type, String reason) throws Exception {
		Class<?> message = compile(components, type);
		assertThatExceptionOfType(ValueInstantiationException.class)
			.isThrownBy(() -> this.mapper.readValue(json(components), message));
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> WireTypes.check(message, this.mapper))
			.withMessageContainingAll("The message Large cannot be made from an HTTP request", reason)
			.satisfies((ex) -> assertThat(ex.getAction()).contains("at most 253 components"));
	}

	@ParameterizedTest
	@CsvSource("254, int")
	void largerRecordWithinAnother_isNamed(int components, String type) throws Exception {
		compile(components, type);
		Class<?> message = compile("Outer", "import java.util.List; public record Outer(List<Large> parts) {}");
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> WireTypes.check(message, this.mapper))
			.withMessageContaining("'parts[]' of the message Outer cannot be made");
	}

	private static String json(int components) {
		return IntStream.range(0, components)
			.mapToObj((i) -> "\"c" + i + "\":1")
			.collect(Collectors.joining(",", "{", "}"));
	}

	private Class<?> compile(int components, String type) throws Exception {
		String list = IntStream.range(0, components).mapToObj((i) -> type + " c" + i).collect(Collectors.joining(", "));
		return compile("Large", "public record Large(" + list + ") {}");
	}

	private Class<?> compile(String name, String source) throws IOException, ReflectiveOperationException {
		Path file = Files.writeString(this.directory.resolve(name + ".java"), source);
		assumeThat(ToolProvider.getSystemJavaCompiler()).as("a compiler, which a JRE has not").isNotNull();
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-cp", this.directory.toString(), "-d", this.directory.toString(),
					file.toString());
		assertThat(result).as("result of the compiler").isZero();
		return Class.forName(name, false,
				new URLClassLoader(new URL[] { this.directory.toUri().toURL() }, getClass().getClassLoader()));
	}

}
