package dev.actorspring.demo.observer;

import java.util.stream.IntStream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.Chromium;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The observer page of an application with many actors.
 */
@AuctionHouseTest
@DirtiesContext
class CrowdTests {

	private static final int SQUADS = 10;

	/**
	 * With its members, of whom the tree names a thousand at most.
	 */
	private static final int SQUAD = 1_000;

	@LocalServerPort
	private int port;

	@Autowired
	private ActorSystem system;

	@BeforeEach
	void requireBrowser() {
		Chromium.require();
	}

	@Test
	void onlyWhatIsInSightIsInThePage() throws Exception {
		IntStream.range(0, SQUADS)
			.forEach((i) -> this.system.spawn(ActorSpec.of("squad-" + i, Member.class, CrowdTests::squad)));
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitText("#found", "10,0");
			assertThat(rows(operator)).isBetween(10L, 60L);
			assertThat((Long) operator.run("return document.getElementsByTagName('*').length")).isLessThan(1500);
			operator.run("document.getElementById('grid').scrollTop = 1e9");
			await().until(() -> (Boolean) operator.run("return document.querySelector('.rows .row:not([hidden])"
					+ "[aria-rowindex=\"' + document.getElementById('grid').ariaRowCount + '\"]') !== null"));
			assertThat(rows(operator)).isBetween(10L, 60L);
			operator.click(".head .name button");
			operator.fill("#filter", "member-777");
			operator.awaitPaths(
					IntStream.range(0, SQUADS).mapToObj((i) -> "squad-" + i + "/member-777").toArray(String[]::new));
			operator.screenshot("observer-10-crowd");
			assertThat(operator.console()).isEmpty();
		}
	}

	private static Member squad(ActorContext<Member> context) {
		IntStream.range(1, SQUAD)
			.forEach((i) -> context
				.spawn(ActorSpec.of("member-%03d".formatted(i - 1), Member.class, (own) -> new Member())));
		return new Member();
	}

	private static long rows(Operator operator) {
		return (Long) operator.run("return document.querySelectorAll('[role=row]').length");
	}

	record Ping() implements Message<Member> {

	}

	static class Member {

		@Receive
		void ping(Ping ping) {
		}

	}

}
