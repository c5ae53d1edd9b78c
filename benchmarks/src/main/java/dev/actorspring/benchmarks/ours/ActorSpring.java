package dev.actorspring.benchmarks.ours;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.benchmarks.trial.Contestant;
import dev.actorspring.benchmarks.trial.NotOfferedException;
import dev.actorspring.benchmarks.trial.Tally;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Our own actors.
 */
public final class ActorSpring implements Contestant {

	private static final String FAMILY = "member";

	/** Restarts whoever crashes, however often. */
	private static final String RESTARTING = "restarting";

	/** As many as show that an actor is quick. */
	private static final int QUICK_TURNS = 200;

	private final Specs specs;

	private final boolean keyed;

	private final @Nullable Meters meters;

	private final ActorSystem system;

	private final AtomicInteger names = new AtomicInteger();

	/**
	 * Starts an actor system.
	 * @param dispatcher where turns run
	 * @param metrics whether all is metered as the starter does
	 * @param keyed whether actors of which there are many are keyed, or else spawned
	 */
	public ActorSpring(Dispatcher dispatcher, boolean metrics, boolean keyed) {
		this.specs = new Specs(dispatcher);
		this.keyed = keyed;
		ActorSystemBuilder builder = ActorSystem.builder()
			.supervisor(SupervisorSpec.named(RESTARTING)
				.dynamic()
				.intensity(Integer.MAX_VALUE, Duration.ofMillis(1))
				.build())
			.actor(ActorSpec.keyed(FAMILY, Member.class, Member::new)
				.withDispatcher(dispatcher)
				.withMailboxCapacity(ActorSpec.UNBOUNDED)
				.withPassivateAfter(Duration.ZERO));
		this.meters = metrics ? new Meters() : null;
		this.system = (this.meters != null) ? this.meters.build(builder) : builder.build();
		this.system.start();
	}

	@Override
	public String config() {
		return "metrics " + ((this.meters != null) ? "on" : "off") + ", unbounded mailboxes"
				+ (this.keyed ? ", keyed" : "");
	}

	private <A> ActorRef<A> spawn(Class<A> type, ActorFactory<A> factory) {
		return this.system.spawn(this.specs.spec(name(), type, factory));
	}

	private String name() {
		return "a" + this.names.incrementAndGet();
	}

	@Override
	public Counter counter() {
		ActorRef<Counting> actor = spawn(Counting.class, (context) -> new Counting());
		return new Counter() {

			@Override
			public void tell(int value) {
				actor.tell(new Counting.Add(value));
			}

			@Override
			public CompletionStage<Long> ask(int value) {
				return actor.ask(new Counting.AddAndGet(value), ASK_TIMEOUT);
			}

		};
	}

	@Override
	public Loop pingPong(int pairs) {
		ActorRef<Player>[] first = players(pairs);
		ActorRef<Player>[] second = players(pairs);
		for (int i = 0; i < pairs; i++) {
			first[i].tell(new Player.Meet(second[i]));
			second[i].tell(new Player.Meet(first[i]));
		}
		return (steps) -> {
			Tally tally = new Tally(pairs);
			for (ActorRef<Player> player : first) {
				player.tell(new Player.Ball(2 * steps, tally));
			}
			tally.await();
		};
	}

	@Override
	public Loop ring(int size) {
		ActorRef<Player>[] ring = players(size);
		for (int i = 0; i < size; i++) {
			ring[i].tell(new Player.Meet(ring[(i + 1) % size]));
		}
		return (steps) -> {
			Tally tally = new Tally(1);
			ring[0].tell(new Player.Ball(steps, tally));
			tally.await();
		};
	}

	@SuppressWarnings("unchecked")
	private ActorRef<Player>[] players(int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> spawn(Player.class, (context) -> new Player()))
			.toArray(ActorRef[]::new);
	}

	@Override
	public long skynet(int leaves) {
		Tally tally = new Tally(1);
		spawn(Skynet.class, (context) -> new Skynet(context, this.specs, tally::report))
			.tell(new Skynet.Begin(0, leaves));
		return tally.await();
	}

	@Override
	public Population spawn(int count) {
		return this.keyed ? Members.keyed(this.system, FAMILY, count, name())
				: Members.spawned(this.system, this.specs, count, name());
	}

	@Override
	public int crash(int crashes) {
		Tally tally = new Tally(crashes);
		Crashing.Making making = new Crashing.Making(new AtomicInteger(crashes), tally);
		String name = name();
		Supervisor supervisor = this.system.supervisor(RESTARTING);
		CompletableFuture<?> started = supervisor.start(this.specs.spec(name, Crashing.class, making));
		int restarts = (int) tally.await();
		started.join();
		supervisor.terminate(name).join();
		return restarts;
	}

	@Override
	public Tree tree(int depth) {
		int size = (2 << depth) - 1;
		Tally grown = new Tally(size);
		Tally stopped = new Tally(size);
		TreeNode.Making making = new TreeNode.Making(this.specs, grown, stopped);
		ActorRef<TreeNode> root = spawn(TreeNode.class, making);
		root.tell(new TreeNode.Grow(depth));
		grown.await();
		return () -> {
			root.tell(new TreeNode.End());
			return (int) stopped.await();
		};
	}

	@Override
	public Duration askBehind(int waiting) {
		ActorRef<Counting> asked = spawn(Counting.class, (context) -> new Counting());
		ActorRef<Caller> caller = spawn(Caller.class, (context) -> new Caller(this.specs.dispatcher(), asked));
		CountDownLatch filled = new CountDownLatch(1);
		CompletableFuture<Long> took = new CompletableFuture<>();
		caller.tell(new Caller.Go(filled, took));
		for (int i = 0; i < waiting; i++) {
			caller.tell(new Caller.Noise());
		}
		filled.countDown();
		long nanos = took.join();
		Tally handled = new Tally(1);
		caller.tell(new Caller.Report(handled));
		if (handled.await() != waiting) {
			throw new IllegalStateException("Messages were lost");
		}
		return Duration.ofNanos(nanos);
	}

	@Override
	public Population blocking(int count, Duration pause) {
		if (this.specs.dispatcher() == Dispatcher.COMPUTE) {
			throw new NotOfferedException("handlers on COMPUTE must not block");
		}
		ActorRef<Sleeper>[] actors = sleepers(count, pause);
		return new Population() {

			@Override
			public void tell(int index) {
				actors[index].tell(new Sleeper.Sleep());
			}

			@Override
			public long finish() {
				Tally tally = new Tally(count);
				for (ActorRef<Sleeper> actor : actors) {
					actor.tell(new Sleeper.Report(tally));
				}
				return tally.await();
			}

			@Override
			public void close() {
				// With the system.
			}

		};
	}

	@Override
	public long[] neighbour(int rounds, Duration pause) {
		if (this.specs.dispatcher() == Dispatcher.COMPUTE) {
			throw new NotOfferedException("handlers on COMPUTE must not block");
		}
		ActorRef<Talker> talker = spawn(Talker.class, (context) -> new Talker());
		ActorRef<Talker> neighbour = spawn(Talker.class, (context) -> new Talker());
		return IntStream.range(0, rounds).mapToLong((round) -> {
			for (int i = 0; i < QUICK_TURNS; i++) {
				talker.tell(new Talker.Chat());
				neighbour.tell(new Talker.Chat());
			}
			CompletableFuture<Long> waited = new CompletableFuture<>();
			talker.ask(new Talker.Block(neighbour, waited, pause.toMillis()), ASK_TIMEOUT).join();
			return waited.join();
		}).toArray();
	}

	@SuppressWarnings("unchecked")
	private ActorRef<Sleeper>[] sleepers(int count, Duration pause) {
		return IntStream.range(0, count)
			.mapToObj((i) -> spawn(Sleeper.class, (context) -> new Sleeper(pause.toMillis())))
			.toArray(ActorRef[]::new);
	}

	@Override
	public void close() {
		this.system.close();
		if (this.meters != null) {
			this.meters.close();
		}
	}

}
