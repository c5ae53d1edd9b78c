package dev.actorspring.cluster.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Delivery;
import dev.actorspring.ExitReason;
import dev.actorspring.Handling;
import dev.actorspring.Receive;
import dev.actorspring.Terminated;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterProbe.Outcome;
import dev.actorspring.system.ActorEvent.DeadLetter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Messages to the actors of a partition that moves from node to node, and is lost.
 */
class MovingPartitionTests extends RoutingTest {

	@Test
	void eachSendersMessagesAreHandledOnceAndInOrderWhileThePartitionMoves() throws Exception {
		List<Node> all = List.of(node(1), node(2), node(3));
		arrive(all.get(0));
		AtomicBoolean enough = new AtomicBoolean();
		Map<Node, Integer> sent = new ConcurrentHashMap<>();
		List<Thread> senders = new ArrayList<>();
		for (Node node : all) {
			senders.add(Thread.ofPlatform().start(() -> {
				ActorRef<Scribe> scribe = node.scribe();
				for (int i = 1; !enough.get() || i % 10 != 1; i++) {
					if (i % 10 == 0) {
						assertThat(scribe.call(new Scribe.Read(node.id.life() + " " + i), LONG)).isEqualTo(i);
					}
					else {
						scribe.tell(new Scribe.Write(node.id.life() + " " + i));
					}
					sent.put(node, i);
				}
			}));
		}
		for (int move = 0; move < 20; move++) {
			Node home = all.get(move % all.size());
			int before = this.handled.size();
			String here = home.id.life() + " ";
			// As often as it can, but not before something has come from the others.
			await().pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.atMost(LONG)
				.until(() -> this.handled.stream().skip(before).filter((each) -> !each.startsWith(here)).count() > 50);
			move(home, all.get((move + 1) % all.size()));
		}
		enough.set(true);
		for (Thread each : senders) {
			each.join();
		}
		for (Node node : all) {
			String prefix = node.id.life() + " ";
			assertThat(this.handled.stream().filter((each) -> each.startsWith(prefix)).toList())
				.isEqualTo(IntStream.rangeClosed(1, sent.get(node)).mapToObj((i) -> prefix + i).toList());
		}
		assertThat(this.events).isEmpty();
		assertThat(this.probe.askedByOutcome()).containsOnlyKeys(Outcome.REPLY);
		assertThat(this.probe.roundTrips()).isNotEmpty();
		assertThat(all).allSatisfy((node) -> assertThat(node.router.waiting()).isZero());
	}

	/**
	 * Moves are no ends, nor is the loss of its node.
	 */
	@Test
	void whoWatchesIsToldOfTheEndWhereverTheActorLivesByThen() {
		Node first = node(1);
		Node second = node(2);
		Node third = node(3);
		arrive(second);
		Queue<Terminated> told = new ConcurrentLinkedQueue<>();
		ActorRef<Scribe> scribe = first.scribe();
		first.system.spawn(ActorSpec.of("observer", Observer.class, (context) -> new Observer(context, scribe, told)));
		scribe.call(new Scribe.Read("1 1"), LONG);
		move(second, third);
		scribe.call(new Scribe.Read("1 2"), LONG);
		move(third, first);
		scribe.call(new Scribe.Read("1 3"), LONG);
		move(first, third);
		third.deaf = true;
		this.home = null;
		first.router.gone(third.id, "it was killed");
		second.router.gone(third.id, "it was killed");
		arrive(second);
		scribe.call(new Scribe.Read("1 4"), LONG);
		assertThat(told).isEmpty();
		scribe.tell(new Scribe.Stop());
		await().until(() -> !told.isEmpty());
		assertThat(told).singleElement().isEqualTo(new Terminated(first.scribe(), new ExitReason.Normal()));
		assertThat(first.system.hosting().isWatched("scribes", "one")).isFalse();
	}

	/**
	 * Nobody has told that it has moved, and no message comes back from its old home.
	 */
	@Test
	void whoSendsNothingFindsOutThatAPartitionHasMovedAndHearsOfTheEnd() {
		Node first = node(1);
		Node second = node(2);
		arrive(second);
		Queue<Terminated> told = new ConcurrentLinkedQueue<>();
		first.system
			.spawn(ActorSpec.of("observer", Observer.class, (context) -> new Observer(context, first.scribe(), told)));
		first.scribe().call(new Scribe.Read("1 1"), LONG);
		Node third = node(3);
		move(second, third);
		await().atMost(LONG).until(() -> this.home.equals(first.router.home(0)));
		third.scribe().call(new Scribe.Read("3 1"), LONG);
		await().atMost(LONG).until(() -> third.router.watches().elsewhere() == 1);
		third.scribe().tell(new Scribe.Stop());
		await().atMost(LONG).until(() -> !told.isEmpty());
	}

	/**
	 * It was given by the old home before the move, and overtaken by the news of it.
	 */
	@Test
	void anOldAnswerIsNotBelievedForEver() {
		Node first = node(1);
		Node second = node(2);
		Node third = node(3);
		arrive(second);
		first.scribe().call(new Scribe.Read("1 1"), LONG);
		Location old = this.home;
		move(second, third);
		Location now = this.home;
		this.home = null;
		first.router.moved(0);
		first.router.located(0, old);
		first.router.located(0, now);
		this.home = now;
		await().atMost(LONG).until(() -> now.equals(first.router.home(0)));
		assertThat(first.scribe().call(new Scribe.Read("1 2"), LONG)).isEqualTo(2);
	}

	@Test
	void requestWithoutAHomeFailsInTimeAndIsSaidNotToBeHandled() {
		Node node = node(1);
		CompletableFuture<Integer> asked = node.scribe().ask(new Scribe.Read("1 1"), Duration.ofSeconds(1));
		assertThat(node.router.waiting()).isOne();
		await().atMost(LONG).until(asked::isDone);
		assertThat(asked.exceptionNow()).isInstanceOfSatisfying(ActorUnreachableException.class,
				(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.NOT_HANDLED));
		assertThat(this.handled).isEmpty();
		assertThat(this.probe.askedByOutcome()).containsExactly(Map.entry(Outcome.NOT_HANDLED, 1));
	}

	@Test
	void newsThatAPartitionIsHereCountsForNothingOnceItHasLeft() {
		Node one = node(1);
		Node two = node(2);
		arrive(one);
		ActorRef<Scribe> scribe = one.scribe();
		assertThat(scribe.call(new Scribe.Read("1 1"), LONG)).isEqualTo(1);
		Location old = this.home;
		move(one, two);
		assertThat(scribe.call(new Scribe.Read("1 2"), LONG)).isEqualTo(2);
		one.router.located(0, old);
		assertThat(one.router.home(0)).isEqualTo(this.home);
		assertThat(one.router.route(0).gate().mode()).isEqualTo(Gate.Mode.CLOSED);
	}

	@Test
	void nodeThatIsGoneLeavesItsRequestsUnknownAndItsMessagesLost() {
		ActorRef<Scribe> scribe = startTwo();
		assertThat(scribe.call(new Scribe.Read("1 1"), LONG)).isEqualTo(1);
		this.two.deaf = true;
		CompletableFuture<Integer> asked = scribe.ask(new Scribe.Read("1 2"), LONG);
		scribe.tell(new Scribe.Write("1 3"));
		assertThat(asked).isNotDone();
		this.home = null;
		this.one.router.gone(this.two.id, "it is gone");
		assertThatExceptionOfType(Exception.class).isThrownBy(asked::join)
			.havingCause()
			.isInstanceOfSatisfying(ActorUnreachableException.class,
					(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.UNKNOWN));
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.events).singleElement()
				.isInstanceOfSatisfying(ClusterEvent.MessageLost.class,
						(lost) -> assertThat(lost.message()).isEqualTo(Scribe.Write.class)));
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.deadLetters).containsExactly(
					new DeadLetter("scribes", "scribes/one", new Scribe.Write("1 3"), DeadLetter.Reason.UNREACHABLE)));
		arrive(this.one);
		assertThat(scribe.call(new Scribe.Read("1 4"), LONG)).isEqualTo(4);
		assertThat(this.handled).containsExactly("1 1", "1 4");
		assertThat(this.probe.askedByOutcome())
			.containsExactlyInAnyOrderEntriesOf(Map.of(Outcome.REPLY, 1, Outcome.UNKNOWN, 1));
	}

	@Test
	void messageThatIsTooLargeToBeSentIsADeadLetter() {
		ActorRef<Scribe> scribe = startTwo();
		scribe.call(new Scribe.Read("1 1"), LONG);
		Scribe.Write large = new Scribe.Write("x".repeat(200_000));
		scribe.tell(large);
		assertThat(scribe.call(new Scribe.Read("1 2"), LONG)).isEqualTo(2);
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.deadLetters)
				.containsExactly(new DeadLetter("scribes", "scribes/one", large, DeadLetter.Reason.UNREACHABLE)));
	}

	@Test
	void whatNobodyWatchesAnyMoreIsForgottenOnBothNodes() {
		ActorRef<Scribe> scribe = startTwo();
		scribe.call(new Scribe.Read("1 1"), LONG);
		for (int i = 0; i < 10_000; i++) {
			this.one.router.watches().watch("scribes", "gone" + i);
		}
		assertThat(this.one.router.watches().here()).isLessThan(1_000);
		await().atMost(LONG).until(() -> this.two.router.watches().elsewhere() < 1_000);
	}

	/**
	 * The transport would drop what is larger than its frames, and the link send it for
	 * ever.
	 */
	@Test
	void keyThatIsTooLongToBeSentHoldsUpNothing() {
		ActorRef<Scribe> scribe = startTwo();
		ActorRef<Scribe> far = this.one.system.keyed(Scribe.class).get("x".repeat(300_000));
		CompletableFuture<Integer> asked = far.ask(new Scribe.Read("1 1"), Duration.ofDays(1));
		await().atMost(LONG).until(asked::isDone);
		assertThat(asked.exceptionNow()).hasMessageContaining("The key has 300000 characters")
			.isInstanceOfSatisfying(ActorUnreachableException.class,
					(ex) -> assertThat(ex.getHandling()).isEqualTo(Handling.NOT_HANDLED));
		assertThat(scribe.call(new Scribe.Read("1 2"), LONG)).isEqualTo(2);
	}

	@Test
	void textsBetweenNodesAreBounded() {
		String text = "x".repeat(300_000);
		assertThat(Packets.encode(new Packet.Unknown(1, text))).hasSizeLessThan(16_000);
		assertThat(Packets.encode(new Packet.Unreadable(1, text))).hasSizeLessThan(16_000);
		assertThat(Packets.encode(new Packet.Ended("scribes", "one", "error", text))).hasSizeLessThan(16_000);
	}

	/**
	 * Sent for the reason that its actor gives, as on one node.
	 */
	@Test
	void messageThatItsActorDoesNotAcceptIsADeadLetterOfItsSendersNode() {
		ActorRef<Scribe> scribe = startTwo();
		scribe.call(new Scribe.Read("1 1"), LONG);
		this.two.system.close();
		scribe.tell(new Scribe.Write("1 2"));
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.deadLetters).containsExactly(
					new DeadLetter("scribes", "scribes/one", new Scribe.Write("1 2"), DeadLetter.Reason.TERMINATED)));
	}

	/**
	 * Who asks what has become of it need not hear of it once more.
	 */
	@Test
	void messageThatIsNotSentAnyMoreIsRefusedOrADeadLetter() {
		Node one = node(1);
		ActorRef<Scribe> scribe = one.scribe();
		scribe.tell(new Scribe.Write("1 1"));
		one.router.end("it is over");
		assertThat(scribe.send(new Scribe.Write("1 2"))).isEqualTo(Delivery.TERMINATED);
		scribe.tell(new Scribe.Write("1 3"));
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.deadLetters).containsExactlyInAnyOrder(
					new DeadLetter("scribes", "scribes/one", new Scribe.Write("1 1"), DeadLetter.Reason.UNREACHABLE),
					new DeadLetter("scribes", "scribes/one", new Scribe.Write("1 3"), DeadLetter.Reason.TERMINATED)));
	}

	@Test
	void whatFailsOutsideOfItsActorIsUnknownAtOnce() {
		ActorRef<Scribe> scribe = startTwo();
		scribe.call(new Scribe.Read("1 1"), LONG);
		this.two.broken = true;
		CompletableFuture<Integer> asked = scribe.ask(new Scribe.Read("1 2"), Duration.ofDays(1));
		scribe.tell(new Scribe.Write("1 3"));
		await().atMost(LONG).until(asked::isDone);
		assertThat(asked.exceptionNow()).hasMessageContaining("boom")
			.isInstanceOfSatisfying(ActorUnreachableException.class,
					(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.UNKNOWN));
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.deadLetters).containsExactly(
					new DeadLetter("scribes", "scribes/one", new Scribe.Write("1 3"), DeadLetter.Reason.UNREACHABLE)));
		this.two.broken = false;
		assertThat(scribe.call(new Scribe.Read("1 4"), LONG)).isEqualTo(4);
	}

	@Test
	void whatANodeThatSaysGoodbyeHasNotLookedAtGoesToTheNextHome() {
		ActorRef<Scribe> scribe = startTwo();
		assertThat(scribe.call(new Scribe.Read("1 1"), LONG)).isEqualTo(1);
		this.two.deaf = true;
		CompletableFuture<Integer> asked = scribe.ask(new Scribe.Read("1 2"), LONG);
		this.home = null;
		this.two.departure.leave(0, LONG).toCompletableFuture().join();
		this.two.router.sayGoodbye();
		arrive(this.one);
		assertThat(asked.join()).isEqualTo(2);
		assertThat(this.handled).containsExactly("1 1", "1 2");
		assertThat(this.probe.returnedMessages()).isOne();
	}

	@Test
	void requestIsMeasuredOnceWhateverBecomesOfIt() {
		this.losing = false;
		ActorRef<Scribe> scribe = startTwo();
		scribe.ask(new Scribe.Read("x"), LONG).handle((reply, failure) -> failure).join();
		CompletableFuture<Integer> asked = scribe.ask(new Scribe.Wait(), LONG);
		await().atMost(LONG).until(() -> this.handled.contains("wait"));
		asked.cancel(false);
		this.one.router.gone(this.two.id, "it is gone");
		assertThat(this.probe.askedByOutcome())
			.containsExactlyInAnyOrderEntriesOf(Map.of(Outcome.FAILURE, 1, Outcome.WITHDRAWN, 1));
	}

	@Test
	void partitionThatIsLostAnswersNobody() {
		CompletableFuture<Integer> asked = startTwo().ask(new Scribe.Wait(), LONG);
		await().atMost(LONG).until(() -> this.handled.contains("wait"));
		this.two.departure.discard(0).toCompletableFuture().join();
		assertThat(asked).isNotDone();
		this.one.router.gone(this.two.id, "it is gone");
		assertThatExceptionOfType(Exception.class).isThrownBy(asked::join)
			.withCauseInstanceOf(ActorUnreachableException.class);
	}

	static class Observer {

		private final Queue<Terminated> told;

		Observer(ActorContext<Observer> context, ActorRef<?> watched, Queue<Terminated> told) {
			this.told = told;
			context.watch(watched);
		}

		@Receive
		void terminated(Terminated terminated) {
			this.told.add(terminated);
		}

	}

}
