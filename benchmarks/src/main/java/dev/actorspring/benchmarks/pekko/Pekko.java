package dev.actorspring.benchmarks.pekko;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import dev.actorspring.benchmarks.trial.Contestant;
import dev.actorspring.benchmarks.trial.Tally;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * Apache Pekko, the typed Java API.
 */
public final class Pekko implements Contestant {

	private final Tuning tuning;

	private final Guardian guardian;

	/**
	 * Starts an actor system.
	 * @param tuning one of {@link #tunings()}
	 */
	public Pekko(String tuning) {
		this.tuning = Tuning.parse(tuning);
		this.guardian = new Guardian(this.tuning.config());
	}

	/**
	 * The configurations that are tried.
	 * @return their names
	 */
	public static List<String> tunings() {
		return Tuning.all();
	}

	@Override
	public String config() {
		return this.tuning.toString();
	}

	@Override
	public Counter counter() {
		ActorRef<Counting.Command> actor = this.guardian.spawn(Counting.create());
		Scheduler scheduler = this.guardian.system().scheduler();
		return new Counter() {

			@Override
			public void tell(int value) {
				actor.tell(new Counting.Add(value));
			}

			@Override
			public CompletionStage<Long> ask(int value) {
				return AskPattern.ask(actor, (replyTo) -> new Counting.AddAndGet(value, replyTo), ASK_TIMEOUT,
						scheduler);
			}

		};
	}

	@Override
	public Loop pingPong(int pairs) {
		List<ActorRef<Player.Command>> first = players(pairs);
		List<ActorRef<Player.Command>> second = players(pairs);
		for (int i = 0; i < pairs; i++) {
			first.get(i).tell(new Player.Meet(second.get(i)));
			second.get(i).tell(new Player.Meet(first.get(i)));
		}
		return (steps) -> {
			Tally tally = new Tally(pairs);
			first.forEach((player) -> player.tell(new Player.Ball(2 * steps, tally)));
			tally.await();
		};
	}

	@Override
	public Loop ring(int size) {
		List<ActorRef<Player.Command>> ring = players(size);
		for (int i = 0; i < size; i++) {
			ring.get(i).tell(new Player.Meet(ring.get((i + 1) % size)));
		}
		return (steps) -> {
			Tally tally = new Tally(1);
			ring.getFirst().tell(new Player.Ball(steps, tally));
			tally.await();
		};
	}

	private List<ActorRef<Player.Command>> players(int count) {
		return this.guardian
			.run((context) -> Stream.generate(() -> context.spawnAnonymous(Player.create())).limit(count).toList());
	}

	@Override
	public long skynet(int leaves) {
		Tally tally = new Tally(1);
		this.guardian.spawn(Skynet.create(0, leaves, tally::report));
		return tally.await();
	}

	@Override
	public Population spawn(int count) {
		Members members = new Members(this.guardian, count, Member.create(), Props.empty());
		members.finish();
		return members;
	}

	@Override
	public int crash(int crashes) {
		Tally tally = new Tally(crashes);
		ActorRef<Crashing.Fail> actor = this.guardian.spawn(Crashing.create(crashes, tally));
		int restarts = (int) tally.await();
		this.guardian.run((context) -> {
			context.stop(actor);
			return true;
		});
		return restarts;
	}

	@Override
	public Tree tree(int depth) {
		int size = (2 << depth) - 1;
		Tally grown = new Tally(size);
		Tally stopped = new Tally(size);
		ActorRef<TreeNode.End> root = this.guardian.spawn(TreeNode.create(depth, grown, stopped));
		grown.await();
		return () -> {
			root.tell(new TreeNode.End());
			return (int) stopped.await();
		};
	}

	@Override
	public Duration askBehind(int waiting) {
		ActorRef<Counting.Command> asked = this.guardian.spawn(Counting.create());
		ActorRef<Caller.Command> caller = this.guardian.spawn(Caller.create(asked));
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
		// What its documentation advises for code that blocks, with virtual threads.
		return new Members(this.guardian, count, Member.create(pause.toMillis()),
				DispatcherSelector.fromConfig("blocking"));
	}

	@Override
	public void close() {
		this.guardian.close();
	}

}
