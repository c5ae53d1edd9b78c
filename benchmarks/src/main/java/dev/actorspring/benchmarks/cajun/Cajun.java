package dev.actorspring.benchmarks.cajun;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.cajunsystems.ActorSystem;
import com.cajunsystems.Pid;
import com.cajunsystems.SupervisionStrategy;
import com.cajunsystems.builder.ActorBuilder;
import com.cajunsystems.handler.Handler;
import com.cajunsystems.mailbox.LinkedMailbox;
import com.cajunsystems.mailbox.MpscMailbox;
import com.cajunsystems.mailbox.config.MailboxProvider;
import dev.actorspring.benchmarks.trial.Contestant;
import dev.actorspring.benchmarks.trial.Tally;

/**
 * Cajun: a virtual thread for each actor.
 */
public final class Cajun implements Contestant {

	private final String tuning;

	private final ActorSystem system = new ActorSystem();

	/**
	 * Starts an actor system.
	 * @param tuning one of {@link CajunLoader#tunings()}
	 */
	public Cajun(String tuning) {
		this.tuning = tuning;
	}

	@Override
	public String config() {
		return this.tuning + ", unbounded";
	}

	<M> ActorBuilder<M> actorOf(Handler<M> handler) {
		MailboxProvider<M> mailboxes = this.tuning.equals("linked-mailbox")
				? (config, workload) -> new LinkedMailbox<>(Integer.MAX_VALUE)
				: (config, workload) -> new MpscMailbox<>();
		return this.system.actorOf(handler).withMailboxProvider(mailboxes);
	}

	ActorSystem system() {
		return this.system;
	}

	@Override
	public Counter counter() {
		Pid actor = actorOf(new Counting()).spawn();
		return new Counter() {

			@Override
			public void tell(int value) {
				actor.tell(new Counting.Add(value));
			}

			@Override
			public CompletionStage<Long> ask(int value) {
				return actor.<Counting.Command, Long>ask(new Counting.AddAndGet(value), ASK_TIMEOUT).future();
			}

		};
	}

	@Override
	public Loop pingPong(int pairs) {
		List<Pid> first = players(pairs);
		List<Pid> second = players(pairs);
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
		List<Pid> ring = players(size);
		for (int i = 0; i < size; i++) {
			ring.get(i).tell(new Player.Meet(ring.get((i + 1) % size)));
		}
		return (steps) -> {
			Tally tally = new Tally(1);
			ring.getFirst().tell(new Player.Ball(steps, tally));
			tally.await();
		};
	}

	private List<Pid> players(int count) {
		return Stream.generate(() -> actorOf(new Player()).spawn()).limit(count).toList();
	}

	@Override
	public long skynet(int leaves) {
		Tally tally = new Tally(1);
		Skynet.start(this, 0, leaves, tally::report);
		return tally.await();
	}

	@Override
	public Population spawn(int count) {
		Members members = new Members(this, count, 0);
		members.finish();
		return members;
	}

	@Override
	public int crash(int crashes) {
		Tally restarts = new Tally(crashes);
		Pid actor = actorOf(new Crashing(new AtomicInteger(crashes), crashes, restarts))
			.withSupervisionStrategy(SupervisionStrategy.RESTART)
			.spawn();
		int counted = (int) restarts.await();
		this.system.stopActor(actor);
		return counted;
	}

	@Override
	public Tree tree(int depth) {
		int size = (2 << depth) - 1;
		Tally stopped = new Tally(size);
		Pid root = grow(actorOf(new TreeNode(stopped)), depth, stopped);
		return () -> {
			this.system.stopActor(root);
			return (int) stopped.await();
		};
	}

	private Pid grow(ActorBuilder<String> builder, int levels, Tally stopped) {
		Pid actor = builder.spawn();
		for (int i = 0; levels > 0 && i < 2; i++) {
			grow(actorOf(new TreeNode(stopped)).withParent(this.system.getActor(actor)), levels - 1, stopped);
		}
		return actor;
	}

	@Override
	public Duration askBehind(int waiting) {
		Pid asked = actorOf(new Counting()).spawn();
		CountDownLatch filled = new CountDownLatch(1);
		CompletableFuture<Long> took = new CompletableFuture<>();
		Pid caller = actorOf(new Caller(asked, filled, took)).spawn();
		caller.tell("go");
		for (int i = 0; i < waiting; i++) {
			caller.tell("noise");
		}
		filled.countDown();
		long nanos = took.join();
		Tally handled = new Tally(1);
		caller.tell(handled);
		if (handled.await() != waiting) {
			throw new IllegalStateException("Messages were lost");
		}
		return Duration.ofNanos(nanos);
	}

	@Override
	public Population blocking(int count, Duration pause) {
		return new Members(this, count, pause.toMillis());
	}

	@Override
	public void close() {
		this.system.shutdown();
	}

}
