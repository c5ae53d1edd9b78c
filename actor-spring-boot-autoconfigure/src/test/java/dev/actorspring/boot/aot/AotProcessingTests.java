package dev.actorspring.boot.aot;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Processes an application ahead of time as a build would, compiles what comes out, and
 * runs it in a class loader of its own.
 */
class AotProcessingTests {

	private static final String CLASS_PATH = System.getProperty("surefire.test.class.path",
			System.getProperty("java.class.path"));

	@TempDir
	private Path directory;

	@Test
	void actorsWorkInAnApplicationProcessedAheadOfTime() throws Exception {
		process();
		compile();
		assertThat(run("talk"))
			.isEqualTo("generated: ledger 1, ledger 2, auction/42, " + "auction/42 heard of 42, solo, till 5");
		assertThat(run("fail")).asString().contains("@Value(\"${auction.places:3}\")", "'many'", "actor 'auction'");
	}

	private void process() {
		Settings settings = Settings.builder()
			.sourceOutput(this.directory.resolve("sources"))
			.resourceOutput(this.directory.resolve("classes"))
			.classOutput(this.directory.resolve("classes"))
			.groupId("dev.actorspring")
			.artifactId("aot")
			.build();
		new SpringApplicationAotProcessor(AotApplication.class, settings, new String[0]).process();
	}

	private void compile() throws IOException {
		List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp", classPath(), "-d",
				this.directory.resolve("classes").toString()));
		try (Stream<Path> files = Files.walk(this.directory.resolve("sources"))) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		assumeThat(ToolProvider.getSystemJavaCompiler()).as("a compiler, which a JRE has not").isNotNull();
		int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
		assertThat(result).as("result of the compiler").isZero();
	}

	private Object run(String method) throws Exception {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		// Generated code belongs to the packages of what it creates, package-private too.
		try (URLClassLoader isolated = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
			Thread.currentThread().setContextClassLoader(isolated);
			System.setProperty(AotDetector.AOT_ENABLED, "true");
			return isolated.loadClass(AotApplication.class.getName()).getMethod(method).invoke(null);
		}
		finally {
			System.clearProperty(AotDetector.AOT_ENABLED);
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	private String classPath() {
		return this.directory.resolve("classes") + File.pathSeparator + CLASS_PATH;
	}

	private URL[] urls() throws MalformedURLException {
		List<URL> urls = new ArrayList<>();
		for (String entry : classPath().split(File.pathSeparator)) {
			urls.add(Path.of(entry).toUri().toURL());
		}
		return urls.toArray(URL[]::new);
	}

}
