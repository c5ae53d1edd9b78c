package dev.actorspring.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tests without Spring that docs/testing.md shows, and that it shows only what is
 * tested.
 */
class TestingPageTests {

	private static final String DURABLE = "../actor-durable/src/test/java/dev/actorspring/durable/runtime/VirtualTimeTests.java";

	@AutoClose
	TestActors actors = TestActors.start();

	Probe<Payments> payments = this.actors.probe(Payments.class);

	ActorRef<Auction> auction = this.actors.system()
		.spawn(ActorSpec.of("auction", Auction.class, (context) -> new Auction(context, this.payments.ref())));

	@Test
	void soldWhenTheTimeIsUp() {
		assertThat(this.actors.ask(this.auction, new Bid("ann", 10))).isTrue();
		assertThat(this.actors.ask(this.auction, new Bid("bob", 9))).isFalse();
		this.payments.expectNothing();
		this.actors.advance(Duration.ofHours(1));
		this.payments.expect(new Payments.Charge("ann", 10));
	}

	@Test
	void forgetsItsBidsWhenItCrashes() {
		this.auction.tell(new Bid("ann", -1));
		assertThat(this.actors.events(ActorEvent.Restarted.class)).hasSize(1);
		this.actors.advance(Duration.ofHours(1));
		this.payments.expectNothing();
	}

	@Test
	void nobodyIsChargedWhenItCrashesAsItCloses() {
		this.actors.ask(this.auction, new Bid("ann", 10));
		Fault crash = this.actors.faults().on(this.auction).only(Close.class).crashNext();
		this.actors.advance(Duration.ofHours(1));
		assertThat(crash.times()).isOne();
		this.payments.expectNothing();
	}

	@Test
	void refusesBidsWhileItsMailboxIsFull() {
		try (Fault full = this.actors.faults().on(this.auction).refuse()) {
			assertThat(this.auction.ask(new Bid("ann", 10))).isCompletedExceptionally();
			assertThat(full.times()).isOne();
		}
		assertThat(this.actors.ask(this.auction, new Bid("ann", 10))).isTrue();
	}

	@Simulated
	void sellsToTheHighestBidder() {
		this.actors.executor().execute(() -> this.auction.tell(new Bid("ann", 10)));
		this.actors.executor().execute(() -> this.auction.tell(new Bid("bob", 12)));
		this.actors.executor().execute(() -> this.auction.tell(new Bid("cid", 11)));
		this.actors.advance(Duration.ofMinutes(61));
		this.payments.expect(new Payments.Charge("bob", 12));
	}

	@Invariant
	void nobodyIsChargedTwice() {
		assertThat(this.payments.pending()).hasSizeLessThan(2);
	}

	@Test
	void everyBlockOfThePageIsInATest() throws Exception {
		String page = Files.readString(Path.of("../docs/testing.md"));
		String source = plain(Files.readString(Path.of("src/test/java/dev/actorspring/test/TestingPageTests.java")))
				+ plain(withSpring()) + plain(Files.readString(Path.of(DURABLE)));
		List<String> blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
			.matcher(page)
			.results()
			.map((result) -> result.group(1))
			.toList();
		assertThat(blocks).hasSizeGreaterThan(1).allSatisfy((block) -> assertThat(source).contains(plain(block)));
	}

	/**
	 * The tests with Spring, in the module that has it.
	 */
	private static String withSpring() throws IOException {
		StringBuilder sources = new StringBuilder();
		try (Stream<Path> files = Files
			.list(Path.of("../actor-spring-boot-starter-test/src/test/java/dev/actorspring/boot/test/shop"))) {
			for (Path file : files.filter((each) -> each.toString().endsWith("Tests.java")).toList()) {
				sources.append(Files.readString(file));
			}
		}
		return sources.toString();
	}

	/**
	 * Without what a formatter decides.
	 */
	private static String plain(String code) {
		return code.replace("this.", "").replaceAll("\\s+", "");
	}

	record Bid(String bidder, int amount) implements Request<Auction, Boolean> {

	}

	record Close() implements Message<Auction> {

	}

	static class Auction {

		private final ActorRef<Payments> payments;

		private String leader = "";

		private int highest;

		Auction(ActorContext<Auction> context, ActorRef<Payments> payments) {
			this.payments = payments;
			context.schedule(Duration.ofHours(1), new Close());
		}

		@Receive
		boolean bid(Bid bid) {
			if (bid.amount() < 0) {
				throw new IllegalArgumentException("A bid of " + bid.amount());
			}
			boolean leads = bid.amount() > this.highest;
			if (leads) {
				this.highest = bid.amount();
				this.leader = bid.bidder();
			}
			return leads;
		}

		@Receive
		void close(Close close) {
			if (this.highest > 0) {
				this.payments.tell(new Payments.Charge(this.leader, this.highest));
			}
		}

	}

	interface Payments {

		record Charge(String bidder, int amount) implements Message<Payments> {

		}

	}

}
