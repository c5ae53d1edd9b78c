package dev.actorspring.demo.readme;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.actorspring.demo.DemoProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Types what the README and docs/demo.md say about the demo, in order, in a directory of
 * their own. Where they start the auction house with Maven, it is started as it is here.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has neither sh nor kill")
class ReadmeDemoTests {

	@TempDir
	private Path directory;

	/** The last one first. */
	private final Deque<DemoProcess> houses = new ArrayDeque<>();

	private int port;

	@AfterEach
	void endAll() {
		this.houses.forEach(DemoProcess::close);
	}

	@ParameterizedTest
	@CsvSource({ "README.md, Try the demo, 8", "docs/demo.md, , 18" })
	@Timeout(180)
	void commandsDoWhatThePageShows(String file, String heading, int least) throws Exception {
		Command.requireCurl();
		Page page = Page.of(file);
		List<Command> commands = (heading != null) ? page.commands(heading) : page.commands();
		assertThat(commands).hasSizeGreaterThanOrEqualTo(least)
			.filteredOn((command) -> command.line().startsWith("kill -9 "))
			.hasSize(1);
		for (Command command : commands) {
			if (command.isMaven()) {
				start();
			}
			else {
				command.verify(this.port, this.directory);
			}
		}
		assertThat(this.houses).hasSize(2);
		for (Page.Block block : page.blocks("text")) {
			block.text()
				.lines()
				.forEach((line) -> await().untilAsserted(
						() -> assertThat(this.houses).anySatisfy((house) -> assertThat(house.log()).contains(line))));
		}
	}

	private void start() throws Exception {
		if (!this.houses.isEmpty()) {
			assertThat(this.houses.getFirst().endsWithin(Duration.ofSeconds(30))).as("was killed").isTrue();
		}
		this.houses.addFirst(DemoProcess.start(Files.createDirectories(this.directory.resolve("demo-app"))));
		this.port = this.houses.getFirst().port();
	}

}
