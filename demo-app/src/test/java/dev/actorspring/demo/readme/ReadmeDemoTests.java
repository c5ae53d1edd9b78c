package dev.actorspring.demo.readme;

import java.util.List;

import dev.actorspring.demo.AuctionHouseTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Types what the README says about the demo, in order.
 */
@AuctionHouseTest
@DirtiesContext(classMode = ClassMode.BEFORE_CLASS)
@TestPropertySource(properties = "logging.level.dev.actorspring=info")
@ExtendWith(OutputCaptureExtension.class)
class ReadmeDemoTests {

	@LocalServerPort
	private int port;

	@Test
	void commandsDoWhatTheReadmeShows(CapturedOutput log) {
		Command.requireCurl();
		List<Command> commands = Readme.commands("Try the demo")
			.stream()
			.filter((command) -> !command.isMaven())
			.toList();
		assertThat(commands).hasSizeGreaterThan(10);
		commands.forEach((command) -> command.verify(this.port));
		for (Readme.Block block : Readme.blocks("text")) {
			block.text().lines().forEach((line) -> await().untilAsserted(() -> assertThat(log).contains(line)));
		}
	}

}
