package dev.actorspring.boot.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application that has Pekko on its class path loads of it, in a JVM of its own.
 */
class LoadedClassesTests {

	@TempDir
	private Path directory;

	@Test
	void noClassOfPekkoIsLoaded_ifTheClusterIsDisabled() throws Exception {
		assertThat(loadedOfPekko("--actor.cluster.enabled=false")).isEmpty();
	}

	@Test
	void noClassOfPekkoIsLoaded_ifNoFamilyIsSpread() throws Exception {
		assertThat(loadedOfPekko("--actor.actors.stock.scope=node")).isEmpty();
	}

	/**
	 * That the others would see it.
	 */
	@Test
	void classesOfPekkoAreLoaded_ifAFamilyIsSpread() throws Exception {
		int port = freePort();
		assertThat(loadedOfPekko("--actor.cluster.port=" + port, "--actor.cluster.seeds=127.0.0.1:" + port))
			.contains("org.apache.pekko.actor.ActorSystem");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Runs the application until its actor has answered.
	 */
	private List<String> loadedOfPekko(String... arguments) throws Exception {
		Path loaded = this.directory.resolve("loaded");
		Path output = this.directory.resolve("output");
		List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m", "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-Xlog:class+load:file=" + loaded + "::filecount=0", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				StockApplication.class.getName()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("It ended").isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(process.exitValue()).as(Files.readString(output)).isZero();
		try (Stream<String> lines = Files.lines(loaded)) {
			List<String> names = lines.map((line) -> line.replaceFirst("^(\\[.*?])*\\s*", "").split(" ")[0]).toList();
			assertThat(names).contains(Stock.class.getName());
			return names.stream().filter((name) -> name.startsWith("org.apache.pekko.")).toList();
		}
	}

	private static String java() {
		return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
	}

	@EnableAutoConfiguration
	@Import(Stock.class)
	static class StockApplication {

		public static void main(String[] arguments) {
			SpringApplication application = new SpringApplication(StockApplication.class);
			application.setDefaultProperties(Map.of("server.port", "0", "actor.cluster.partitions", "16"));
			try (ConfigurableApplicationContext context = application.run(arguments)) {
				int level = context.getBean(ActorSystem.class).keyed(Stock.class).get("bolt").call(new Stock.Add(3));
				if (level != 3) {
					throw new IllegalStateException("It has " + level);
				}
			}
		}

	}

}
