package dev.actorspring.demo.readme;

import java.util.List;

import dev.actorspring.demo.AuctionHouseTest;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Types what the README and docs/demo.md say about the demo, in order, each to an auction
 * house of its own.
 */
@AuctionHouseTest
@DirtiesContext(classMode = ClassMode.BEFORE_EACH_TEST_METHOD)
@TestPropertySource(properties = "logging.level.dev.actorspring=info")
@ExtendWith(OutputCaptureExtension.class)
class ReadmeDemoTests {

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@CsvSource({ "README.md, Try the demo, 4", "docs/demo.md, , 12" })
	void commandsDoWhatThePageShows(String file, String heading, int least, CapturedOutput log) {
		Command.requireCurl();
		Page page = Page.of(file);
		List<Command> commands = ((heading != null) ? page.commands(heading) : page.commands()).stream()
			.filter((command) -> !command.isMaven())
			.toList();
		assertThat(commands).hasSizeGreaterThanOrEqualTo(least);
		commands.forEach((command) -> command.verify(this.port));
		for (Page.Block block : page.blocks("text")) {
			block.text().lines().forEach((line) -> await().untilAsserted(() -> assertThat(log).contains(line)));
		}
	}

}
