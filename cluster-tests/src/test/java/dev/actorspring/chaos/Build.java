package dev.actorspring.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import dev.actorspring.chaos.app.AccountsApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * An application that a node can run.
 *
 * @param main the class with the main method
 * @param classPath what there is besides the class path of the tests
 */
record Build(String main, List<String> classPath) {

	/**
	 * The one of this module.
	 */
	static final Build ACCOUNTS = new Build(AccountsApplication.class.getName(), List.of());

	/**
	 * Compiles another one.
	 * @param main the class with the main method
	 * @param sources a folder of the class path of the tests
	 * @param classes where to leave the classes
	 */
	static Build compile(String main, String sources, Path classes) throws Exception {
		Path folder = Path.of(Build.class.getResource(sources).toURI());
		List<String> arguments = new ArrayList<>(List.of("-parameters", "-proc:none", "-d", classes.toString(), "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
		try (Stream<Path> files = Files.walk(folder)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		assumeThat(ToolProvider.getSystemJavaCompiler()).as("a compiler, which a JRE has not").isNotNull();
		int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
		assertThat(result).as("compiled %s", sources).isZero();
		return new Build(main, List.of(classes.toString()));
	}

}
