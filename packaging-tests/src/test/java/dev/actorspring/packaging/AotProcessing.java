package dev.actorspring.packaging;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Processes the application ahead of time, as the goal {@code process-aot} does, which
 * would compile what comes of it with the Java that runs Maven. That may be too old.
 */
final class AotProcessing {

	private AotProcessing() {
	}

	/**
	 * Adds to an extracted jar what comes of it.
	 * @param directory where to work
	 * @param jar the jar, whose libraries are beside it
	 */
	static void addTo(Path directory, Path jar) throws Exception {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		assumeThat(compiler).as("the compiler, which a JRE has not").isNotNull();
		Path sources = directory.resolve("sources");
		Path resources = directory.resolve("resources");
		Path classes = directory.resolve("classes");
		JavaProcess.run(directory, "-cp", jar.toString(), "org.springframework.boot.SpringApplicationAotProcessor",
				ShopApplication.class.getName(), sources.toString(), resources.toString(), classes.toString(),
				"dev.actorspring", "packaging-tests");
		List<String> files = files(sources).map(Path::toString).toList();
		assertThat(files).isNotEmpty();
		List<String> arguments = Stream.concat(Stream.of("-proc:none", "-nowarn", "-parameters", "-cp",
				directory.resolve(jar).toString(), "-d", classes.toString()), files.stream())
			.toList();
		assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).as("result of the compiler")
			.isZero();
		try (FileSystem target = FileSystems.newFileSystem(URI.create("jar:" + directory.resolve(jar).toUri()),
				Map.of())) {
			for (Path from : List.of(classes, resources)) {
				for (Path file : files(from).toList()) {
					Path to = target.getPath(from.relativize(file).toString());
					if (to.getParent() != null) {
						Files.createDirectories(to.getParent());
					}
					Files.copy(file, to);
				}
			}
		}
	}

	private static Stream<Path> files(Path directory) throws IOException {
		try (Stream<Path> all = Files.walk(directory)) {
			return all.filter(Files::isRegularFile).toList().stream();
		}
	}

}
