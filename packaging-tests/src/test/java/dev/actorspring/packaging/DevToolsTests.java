package dev.actorspring.packaging;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application as it is run while it is written.
 */
class DevToolsTests {

	private static final Pattern STARTED = Pattern.compile("Started ShopApplication");

	@TempDir
	private Path directory;

	@Test
	void restartEndsTheActorsAndStartsNewOnes() throws Exception {
		Path changed = Files.createDirectories(this.directory.resolve("classes")).resolve("changed.txt");
		Files.writeString(changed, "once");
		try (JavaProcess shop = start()) {
			assertThat(shop.post("/tills/1", "{\"amount\":2}")).isEqualTo("{\"from\":\"signboard\",\"sum\":2}");
			assertThat(shop.log()).contains("[  restartedMain]");
			Files.writeString(changed, "again");
			await().atMost(JavaProcess.PATIENCE).until(() -> STARTED.matcher(shop.log()).results().count() == 2);
			assertThat(shop.post("/tills/1", "{\"amount\":3}")).isEqualTo("{\"from\":\"signboard\",\"sum\":3}");
			String threads = shop.get("/actuator/threaddump");
			assertThat(Pattern.compile("\"threadName\":\"actor-state-alarms\"").matcher(threads).results()).hasSize(1);
			assertThat(Pattern.compile("\"threadName\":\"actor-timer\"").matcher(threads).results()).hasSize(1);
		}
	}

	private JavaProcess start() throws Exception {
		String classPath = this.directory.resolve("classes") + File.pathSeparator
				+ System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return JavaProcess.start(this.directory, "-cp", classPath, ShopApplication.class.getName(), "--server.port=0",
				"--spring.devtools.restart.poll-interval=200ms", "--spring.devtools.restart.quiet-period=100ms",
				"--management.endpoints.web.exposure.include=threaddump",
				"--management.endpoint.threaddump.access=read-only");
	}

}
