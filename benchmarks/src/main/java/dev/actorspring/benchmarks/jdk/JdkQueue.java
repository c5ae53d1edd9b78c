package dev.actorspring.benchmarks.jdk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import dev.actorspring.benchmarks.trial.Contestant;
import dev.actorspring.benchmarks.trial.Tally;

/**
 * A virtual thread and a {@code LinkedBlockingQueue} for each actor.
 */
public final class JdkQueue implements Contestant {

	@Override
	public String config() {
		return "";
	}

	@Override
	public Counter counter() {
		return Counting.start();
	}

	@Override
	public Loop pingPong(int pairs) {
		List<QueueActor<Player.Command>> first = players(pairs);
		List<QueueActor<Player.Command>> second = players(pairs);
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
		List<QueueActor<Player.Command>> ring = players(size);
		for (int i = 0; i < size; i++) {
			ring.get(i).tell(new Player.Meet(ring.get((i + 1) % size)));
		}
		return (steps) -> {
			Tally tally = new Tally(1);
			ring.getFirst().tell(new Player.Ball(steps, tally));
			tally.await();
		};
	}

	private static List<QueueActor<Player.Command>> players(int count) {
		return Stream.generate(() -> new QueueActor<>(new Player())).limit(count).toList();
	}

	@Override
	public long skynet(int leaves) {
		Tally tally = new Tally(1);
		Skynet.start(0, leaves, tally::report);
		return tally.await();
	}

	@Override
	public Population spawn(int count) {
		Members members = new Members(count, 0);
		members.finish();
		return members;
	}

	@Override
	public Duration askBehind(int waiting) {
		Counter asked = Counting.start();
		CountDownLatch filled = new CountDownLatch(1);
		CompletableFuture<Long> took = new CompletableFuture<>();
		QueueActor<Runnable> caller = new QueueActor<>(Runnable::run);
		caller.tell(() -> {
			try {
				filled.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			long begun = System.nanoTime();
			asked.ask(1).toCompletableFuture().join();
			took.complete(System.nanoTime() - begun);
		});
		for (int i = 0; i < waiting; i++) {
			caller.tell(() -> {
			});
		}
		filled.countDown();
		long nanos = took.join();
		Tally handled = new Tally(1);
		caller.tell(() -> handled.report(1));
		handled.await();
		caller.stop();
		return Duration.ofNanos(nanos);
	}

	@Override
	public Population blocking(int count, Duration pause) {
		return new Members(count, pause.toMillis());
	}

	@Override
	public void close() {
		// Virtual threads are daemons.
	}

}
