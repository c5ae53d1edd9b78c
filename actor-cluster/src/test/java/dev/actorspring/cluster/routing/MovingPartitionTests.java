package dev.actorspring.cluster.routing;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Delivery;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.Terminated;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.cluster.ActorUnreachableException.Handling;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterProbe.Outcome;
import dev.actorspring.cluster.RecordingProbe;
import dev.actorspring.cluster.wire.WireFormat;
import dev.actorspring.spi.Hosting;
import dev.actorspring.system.ActorEvent.DeadLetter;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Three nodes without Pekko: a directory and a transport of the test's own, which loses
 * frames, while one partition moves from node to node.
 */
class MovingPartitionTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

	private final Map<Long, Node> nodes = new ConcurrentHashMap<>();

	private final Queue<String> handled = new ConcurrentLinkedQueue<>();

	private final Queue<ClusterEvent> events = new ConcurrentLinkedQueue<>();

	private final Queue<DeadLetter> deadLetters = new ConcurrentLinkedQueue<>();

	private final RecordingProbe probe = new RecordingProbe();

	private volatile boolean losing = true;

	private volatile Location home;

	private final AtomicInteger epochs = new AtomicInteger();

	private Node node(long life) {
		Node node = new Node(new NodeId("node" + life, 1, life));
		this.nodes.put(life, node);
		node.start();
		return node;
	}

	private void arrive(Node node) {
		Location arrived = new Location(node.id, this.epochs.incrementAndGet());
		node.departure.arrive(0, arrived.epoch());
		this.home = arrived;
	}

	private void move(Node from, Node to) {
		this.home = null;
		assertThat(from.departure.leave(0, LONG).toCompletableFuture().join()).isZero();
		arrive(to);
	}

	@AfterEach
	void close() {
		this.nodes.values().forEach(Node::close);
		this.executor.close();
	}

	@Test
	void eachSendersMessagesAreHandledOnceAndInOrderWhileThePartitionMoves() throws Exception {
		List<Node> all = List.of(node(1), node(2), node(3));
		arrive(all.get(0));
		AtomicBoolean enough = new AtomicBoolean();
		Map<Node, Integer> sent = new ConcurrentHashMap<>();
		List<Thread> senders = new ArrayList<>();
		for (Node node : all) {
			senders.add(Thread.ofPlatform().start(() -> {
				ActorRef<Scribe> scribe = node.system.keyed(Scribe.class).get("one");
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
		ActorRef<Scribe> scribe = first.system.keyed(Scribe.class).get("one");
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
		assertThat(told).singleElement()
			.isEqualTo(new Terminated(first.system.keyed(Scribe.class).get("one"), new ExitReason.Normal()));
		assertThat(first.system.hosting().isWatched("scribes", "one")).isFalse();
	}

	@Test
	void requestWithoutAHomeFailsInTimeAndIsSaidNotToBeHandled() {
		Node node = node(1);
		CompletableFuture<Integer> asked = node.system.keyed(Scribe.class)
			.get("one")
			.ask(new Scribe.Read("1 1"), Duration.ofSeconds(1));
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
		ActorRef<Scribe> scribe = one.system.keyed(Scribe.class).get("one");
		assertThat(scribe.call(new Scribe.Read("1 1"), LONG)).isEqualTo(1);
		Location old = this.home;
		move(one, two);
		assertThat(scribe.call(new Scribe.Read("1 2"), LONG)).isEqualTo(2);
		one.router.located(0, old);
		assertThat(one.router.home(0)).isEqualTo(this.home);
		assertThat(one.router.route(0).gate().mode()).isEqualTo(Gate.Mode.CLOSED);
	}

	@Test
	void streamGoesFromNodeToNodeAsItIsWanted() throws Exception {
		Node one = node(1);
		Node two = node(2);
		arrive(two);
		ActorRef<Scribe> scribe = one.system.keyed(Scribe.class).get("one");
		Listening all = new Listening();
		scribe.call(new Scribe.Count(2_000), LONG).subscribe(all);
		all.subscription.request(3);
		await().atMost(LONG).until(() -> all.items.size() == 3);
		all.subscription.request(Long.MAX_VALUE);
		await().atMost(LONG).until(all.end::isDone);
		assertThat(all.end).isCompleted();
		assertThat(all.items).isEqualTo(IntStream.rangeClosed(1, 2_000).boxed().toList());
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> scribe.call(new Scribe.Count(-1), LONG).subscribe(null))
			.isInstanceOf(NullPointerException.class);
		Listening none = new Listening();
		scribe.call(new Scribe.Count(-1), LONG).subscribe(none);
		none.subscription.request(1);
		await().atMost(LONG).until(none.end::isDone);
		assertThat(none.end.exceptionNow()).hasMessageContaining("less than zero");
	}

	@Test
	void streamThatIsCancelledOnOneNodeIsCancelledOnTheOther() {
		Node one = node(1);
		Node two = node(2);
		arrive(two);
		ActorRef<Scribe> scribe = one.system.keyed(Scribe.class).get("one");
		Listening some = new Listening();
		scribe.call(new Scribe.Count(Integer.MAX_VALUE), LONG).subscribe(some);
		some.subscription.request(Long.MAX_VALUE);
		await().atMost(LONG).until(() -> some.items.size() > 1_000);
		some.subscription.cancel();
		await().atMost(LONG).until(() -> this.handled.contains("cancelled"));
		assertThat(some.end).isNotDone();
	}

	@Test
	void streamOfANodeThatIsGoneFails() {
		Node one = node(1);
		Node two = node(2);
		arrive(two);
		ActorRef<Scribe> scribe = one.system.keyed(Scribe.class).get("one");
		Listening some = new Listening();
		Listening late = new Listening();
		scribe.call(new Scribe.Count(Integer.MAX_VALUE), LONG).subscribe(some);
		Flow.Publisher<Integer> unused = scribe.call(new Scribe.Count(2), LONG);
		some.subscription.request(1);
		await().atMost(LONG).until(() -> some.items.size() == 1);
		this.home = null;
		one.router.gone(two.id, "it is gone");
		unused.subscribe(late);
		for (Listening each : List.of(some, late)) {
			await().atMost(LONG).until(each.end::isDone);
			assertThat(each.end.exceptionNow()).isInstanceOf(ActorUnreachableException.class)
				.hasMessageContaining("it is gone");
		}
	}

	@Test
	void streamOfAPartitionThatMovesFails_andASecondOneComesFromTheNewHome() {
		Node one = node(1);
		Node two = node(2);
		Node three = node(3);
		arrive(two);
		ActorRef<Scribe> scribe = one.system.keyed(Scribe.class).get("one");
		Listening some = new Listening();
		scribe.call(new Scribe.Count(Integer.MAX_VALUE), LONG).subscribe(some);
		some.subscription.request(1);
		await().atMost(LONG).until(() -> some.items.size() == 1);
		move(two, three);
		await().atMost(LONG).until(some.end::isDone);
		assertThat(some.end).isCompletedExceptionally();
		assertThat(some.items).startsWith(1);
		Listening again = new Listening();
		scribe.call(new Scribe.Count(3), LONG).subscribe(again);
		again.subscription.request(Long.MAX_VALUE);
		await().atMost(LONG).until(again.end::isDone);
		assertThat(again.end).isCompleted();
		assertThat(again.items).containsExactly(1, 2, 3);
	}

	/**
	 * Gets a stream.
	 */
	private static final class Listening implements Flow.Subscriber<Integer> {

		final List<Integer> items = new CopyOnWriteArrayList<>();

		final CompletableFuture<Void> end = new CompletableFuture<>();

		volatile Flow.Subscription subscription;

		@Override
		public void onSubscribe(Flow.Subscription given) {
			this.subscription = given;
		}

		@Override
		public void onNext(Integer item) {
			this.items.add(item);
		}

		@Override
		public void onError(Throwable failure) {
			this.end.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.end.complete(null);
		}

	}

	@Test
	void nodeThatIsGoneLeavesItsRequestsUnknownAndItsMessagesLost() {
		Node one = node(1);
		Node two = node(2);
		arrive(two);
		ActorRef<Scribe> scribe = one.system.keyed(Scribe.class).get("one");
		assertThat(scribe.call(new Scribe.Read("1 1"), LONG)).isEqualTo(1);
		two.deaf = true;
		CompletableFuture<Integer> asked = scribe.ask(new Scribe.Read("1 2"), LONG);
		scribe.tell(new Scribe.Write("1 3"));
		assertThat(asked).isNotDone();
		this.home = null;
		one.router.gone(two.id, "it is gone");
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
		arrive(one);
		assertThat(scribe.call(new Scribe.Read("1 4"), LONG)).isEqualTo(4);
		assertThat(this.handled).containsExactly("1 1", "1 4");
		assertThat(this.probe.askedByOutcome())
			.containsExactlyInAnyOrderEntriesOf(Map.of(Outcome.REPLY, 1, Outcome.UNKNOWN, 1));
	}

	@Test
	void messageThatIsTooLargeToBeSentIsADeadLetter() {
		Node one = node(1);
		Node two = node(2);
		arrive(two);
		ActorRef<Scribe> scribe = one.system.keyed(Scribe.class).get("one");
		scribe.call(new Scribe.Read("1 1"), LONG);
		Scribe.Write large = new Scribe.Write("x".repeat(200_000));
		scribe.tell(large);
		assertThat(scribe.call(new Scribe.Read("1 2"), LONG)).isEqualTo(2);
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.deadLetters)
				.containsExactly(new DeadLetter("scribes", "scribes/one", large, DeadLetter.Reason.UNREACHABLE)));
	}

	/**
	 * Sent for the reason that its actor gives, as on one node.
	 */
	@Test
	void messageThatItsActorDoesNotAcceptIsADeadLetterOfItsSendersNode() {
		Node one = node(1);
		Node two = node(2);
		arrive(two);
		ActorRef<Scribe> scribe = one.system.keyed(Scribe.class).get("one");
		scribe.call(new Scribe.Read("1 1"), LONG);
		two.system.close();
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
		ActorRef<Scribe> scribe = one.system.keyed(Scribe.class).get("one");
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
		Node one = node(1);
		Node two = node(2);
		arrive(two);
		ActorRef<Scribe> scribe = one.system.keyed(Scribe.class).get("one");
		scribe.call(new Scribe.Read("1 1"), LONG);
		two.broken = true;
		CompletableFuture<Integer> asked = scribe.ask(new Scribe.Read("1 2"), Duration.ofDays(1));
		scribe.tell(new Scribe.Write("1 3"));
		await().atMost(LONG).until(asked::isDone);
		assertThat(asked.exceptionNow()).hasMessageContaining("boom")
			.isInstanceOfSatisfying(ActorUnreachableException.class,
					(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.UNKNOWN));
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.deadLetters).containsExactly(
					new DeadLetter("scribes", "scribes/one", new Scribe.Write("1 3"), DeadLetter.Reason.UNREACHABLE)));
		two.broken = false;
		assertThat(scribe.call(new Scribe.Read("1 4"), LONG)).isEqualTo(4);
	}

	@Test
	void whatANodeThatSaysGoodbyeHasNotLookedAtGoesToTheNextHome() {
		Node one = node(1);
		Node two = node(2);
		arrive(two);
		ActorRef<Scribe> scribe = one.system.keyed(Scribe.class).get("one");
		assertThat(scribe.call(new Scribe.Read("1 1"), LONG)).isEqualTo(1);
		two.deaf = true;
		CompletableFuture<Integer> asked = scribe.ask(new Scribe.Read("1 2"), LONG);
		this.home = null;
		two.departure.leave(0, LONG).toCompletableFuture().join();
		two.router.sayGoodbye();
		arrive(one);
		assertThat(asked.join()).isEqualTo(2);
		assertThat(this.handled).containsExactly("1 1", "1 2");
		assertThat(this.probe.returnedMessages()).isOne();
	}

	@Test
	void requestIsMeasuredOnceWhateverBecomesOfIt() {
		Node one = node(1);
		Node two = node(2);
		this.losing = false;
		arrive(two);
		ActorRef<Scribe> scribe = one.system.keyed(Scribe.class).get("one");
		scribe.ask(new Scribe.Read("x"), LONG).handle((reply, failure) -> failure).join();
		CompletableFuture<Integer> asked = scribe.ask(new Scribe.Wait(), LONG);
		await().atMost(LONG).until(() -> this.handled.contains("wait"));
		asked.cancel(false);
		one.router.gone(two.id, "it is gone");
		assertThat(this.probe.askedByOutcome())
			.containsExactlyInAnyOrderEntriesOf(Map.of(Outcome.FAILURE, 1, Outcome.WITHDRAWN, 1));
	}

	@Test
	void partitionThatIsLostAnswersNobody() {
		Node one = node(1);
		Node two = node(2);
		arrive(two);
		CompletableFuture<Integer> asked = one.system.keyed(Scribe.class).get("one").ask(new Scribe.Wait(), LONG);
		await().atMost(LONG).until(() -> this.handled.contains("wait"));
		two.departure.discard(0).toCompletableFuture().join();
		assertThat(asked).isNotDone();
		one.router.gone(two.id, "it is gone");
		assertThatExceptionOfType(Exception.class).isThrownBy(asked::join)
			.withCauseInstanceOf(ActorUnreachableException.class);
	}

	/**
	 * A node, and the one thread by which it receives.
	 */
	private final class Node {

		private final NodeId id;

		private final Random random;

		private final Router router = new Router(1, new Confirmations(Duration.ofSeconds(5), System::nanoTime),
				MovingPartitionTests.this.events::add, MovingPartitionTests.this.probe,
				MovingPartitionTests.this.executor);

		private final ActorSystem system = ActorSystem.builder()
			.placement(new RoutedPlacement(this.router, "scribes"::equals, false))
			.actor(ActorSpec.keyed("scribes", Scribe.class,
					(context) -> new Scribe(context, MovingPartitionTests.this.handled)))
			.listener((event) -> {
				if (event instanceof DeadLetter letter) {
					MovingPartitionTests.this.deadLetters.add(letter);
				}
			})
			.build();

		private final Departure departure = new Departure(this.router, MovingPartitionTests.this.executor,
				List.of("scribes"));

		private final BlockingQueue<Map.Entry<NodeId, Frame>> inbox = new LinkedBlockingQueue<>();

		private final Thread receiver = Thread.ofPlatform().unstarted(this::receive);

		private volatile boolean deaf;

		/** Whether its engine throws at whatever comes. */
		private volatile boolean broken;

		Node(NodeId id) {
			this.id = id;
			this.random = new Random(id.life());
		}

		void start() {
			this.system.start();
			Hosting hosting = (Hosting) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { Hosting.class }, (proxy, method, arguments) -> {
						if (this.broken && List.of("ask", "tell").contains(method.getName())) {
							throw new IllegalStateException("boom");
						}
						return method.invoke(this.system.hosting(), arguments);
					});
			ActorSystem breakable = (ActorSystem) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { ActorSystem.class },
					(proxy, method, arguments) -> method.getName().equals("hosting") ? hosting
							: method.invoke(this.system, arguments));
			this.router.start(breakable, this.id,
					new WireFormat(this.system.registrations(), (family) -> true, (path) -> null, 100_000), this::send,
					(partition) -> {
						Location known = MovingPartitionTests.this.home;
						if (known != null) {
							MovingPartitionTests.this.executor.execute(() -> this.router.located(partition, known));
						}
					});
			this.receiver.start();
		}

		private synchronized void send(NodeId to, Frame frame) {
			Node target = MovingPartitionTests.this.nodes.get(to.life());
			if (target != null && !target.deaf && (!MovingPartitionTests.this.losing || this.random.nextInt(500) > 0)) {
				target.inbox.add(Map.entry(this.id, frame));
			}
		}

		private void receive() {
			try {
				for (long ticked = System.nanoTime();;) {
					Map.Entry<NodeId, Frame> next = this.inbox.poll(10, TimeUnit.MILLISECONDS);
					if (next != null) {
						this.router.receive(next.getKey(), next.getValue());
					}
					if (this.inbox.isEmpty()) {
						this.router.flush();
					}
					if (System.nanoTime() - ticked > 50_000_000) {
						ticked = System.nanoTime();
						this.router.tick();
					}
				}
			}
			catch (InterruptedException ex) {
				// The test is over.
			}
		}

		void close() {
			this.router.end("the test is over");
			this.receiver.interrupt();
			this.system.close();
		}

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

	static class Scribe {

		record Write(String text) implements Message<Scribe> {

		}

		record Read(String text) implements Request<Scribe, Integer> {

		}

		record Wait() implements Request<Scribe, Integer> {

		}

		/** Counts up to a number. */
		record Count(int upTo) implements Request<Scribe, Flow.Publisher<Integer>> {

		}

		record Stop() implements Message<Scribe> {

		}

		private final ActorContext<Scribe> context;

		private final Queue<String> handled;

		Scribe(ActorContext<Scribe> context, Queue<String> handled) {
			this.context = context;
			this.handled = handled;
		}

		@Receive
		void stop(Stop stop) {
			this.context.stop();
		}

		@Receive
		void write(Write write) {
			this.handled.add(write.text());
		}

		@Receive
		int read(Read read) {
			this.handled.add(read.text());
			return Integer.parseInt(read.text().substring(2));
		}

		@Receive
		Flow.Publisher<Integer> count(Count count) {
			return (subscriber) -> subscriber.onSubscribe(new Flow.Subscription() {

				private int last;

				private boolean over;

				@Override
				public void request(long n) {
					if (count.upTo() < 0 && !this.over) {
						this.over = true;
						subscriber.onError(new IllegalArgumentException("less than zero"));
					}
					for (long i = 0; i < n && !this.over; i++) {
						subscriber.onNext(++this.last);
						if (this.last == count.upTo()) {
							this.over = true;
							subscriber.onComplete();
						}
					}
				}

				@Override
				public void cancel() {
					if (!this.over) {
						this.over = true;
						Scribe.this.handled.add("cancelled");
					}
				}

			});
		}

		@Receive
		CompletableFuture<Integer> await(Wait wait) {
			this.handled.add("wait");
			return new CompletableFuture<>();
		}

	}

}
