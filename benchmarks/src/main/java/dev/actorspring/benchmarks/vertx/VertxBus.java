package dev.actorspring.benchmarks.vertx;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import dev.actorspring.benchmarks.trial.Contestant;
import dev.actorspring.benchmarks.trial.Tally;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;

/**
 * The event bus of Vert.x: an actor is a consumer of an address of its own.
 */
public final class VertxBus implements Contestant {

	private static final DeliveryOptions ASK = new DeliveryOptions(Bus.options())
		.setSendTimeout(ASK_TIMEOUT.toMillis());

	private final String tuning;

	private final Bus bus;

	/**
	 * Starts Vert.x.
	 * @param tuning one of {@link #tunings()}
	 */
	public VertxBus(String tuning) {
		this.tuning = tuning;
		int cores = Runtime.getRuntime().availableProcessors();
		this.bus = new Bus(tuning.equals("default") ? 2 * cores : cores);
	}

	/**
	 * The configurations that are tried.
	 * @return their names
	 */
	public static List<String> tunings() {
		return List.of("event-loop-per-core", "default");
	}

	@Override
	public String config() {
		return this.tuning + ", local, messages handed over as they are";
	}

	@Override
	public Counter counter() {
		String address = counting();
		return new Counter() {

			@Override
			public void tell(int value) {
				VertxBus.this.bus.send(address, new Add(value));
			}

			@Override
			public CompletionStage<Long> ask(int value) {
				return VertxBus.this.bus.events()
					.<Long>request(address, new AddAndGet(value), ASK)
					.map(Message::body)
					.toCompletionStage();
			}

		};
	}

	private String counting() {
		String address = this.bus.address();
		long[] sum = { 0 };
		this.bus.spread(1, (i) -> this.bus.consume(address, (message) -> {
			switch (message.body()) {
				case Add(int value) -> sum[0] += value;
				case AddAndGet(int value) -> {
					sum[0] += value;
					message.reply(sum[0]);
				}
				default -> throw new IllegalArgumentException("Unknown message");
			}
		}));
		return address;
	}

	@Override
	public Loop pingPong(int pairs) {
		List<String> first = addresses(pairs);
		List<String> second = addresses(pairs);
		// So that those of a pair are on different event loops.
		this.bus.spread(2 * pairs, (i) -> {
			int pair = i / 2;
			player((i % 2 == 0) ? first.get(pair) : second.get(pair),
					(i % 2 == 0) ? second.get(pair) : first.get(pair));
		});
		return (steps) -> {
			Tally tally = new Tally(pairs);
			first.forEach((address) -> this.bus.send(address, new Ball(2 * steps, tally)));
			tally.await();
		};
	}

	@Override
	public Loop ring(int size) {
		List<String> ring = addresses(size);
		this.bus.spread(size, (i) -> player(ring.get(i), ring.get((i + 1) % size)));
		return (steps) -> {
			Tally tally = new Tally(1);
			this.bus.send(ring.getFirst(), new Ball(steps, tally));
			tally.await();
		};
	}

	private List<String> addresses(int count) {
		return IntStream.range(0, count).mapToObj((i) -> this.bus.address()).toList();
	}

	private void player(String address, String next) {
		this.bus.<Ball>consume(address, (message) -> {
			Ball ball = message.body();
			if (ball.left() == 0) {
				ball.done().report(1);
			}
			else {
				this.bus.send(next, new Ball(ball.left() - 1, ball.done()));
			}
		});
	}

	@Override
	public long skynet(int leaves) {
		Tally tally = new Tally(1);
		Skynet.start(this.bus, 0, new Skynet.Begin(0, leaves), tally::report);
		return tally.await();
	}

	@Override
	public Population spawn(int count) {
		VertxMembers members = VertxMembers.start(this.bus, count);
		members.finish();
		return members;
	}

	@Override
	public Tree tree(int depth) {
		int size = (2 << depth) - 1;
		Tally stopped = new Tally(size);
		String root = this.bus.vertx().deployVerticle(new TreeNode(depth, stopped)).await();
		return () -> {
			this.bus.vertx().undeploy(root).await();
			return (int) stopped.await();
		};
	}

	@Override
	public Duration askBehind(int waiting) {
		String asked = counting();
		String caller = this.bus.address();
		CountDownLatch filled = new CountDownLatch(1);
		CompletableFuture<Long> took = new CompletableFuture<>();
		// On another event loop than the counter.
		this.bus.spread(2, (i) -> {
			if (i == 1) {
				this.bus.<Object>consume(caller, (message) -> handle(message.body(), asked, filled, took));
			}
		});
		this.bus.send(caller, "go");
		for (int i = 0; i < waiting; i++) {
			this.bus.send(caller, "noise");
		}
		filled.countDown();
		Tally handled = new Tally(1);
		this.bus.send(caller, handled);
		handled.await();
		return Duration.ofNanos(took.join());
	}

	private void handle(Object message, String asked, CountDownLatch filled, CompletableFuture<Long> took) {
		if (message instanceof Tally tally) {
			tally.report(1);
		}
		else if (message.equals("go")) {
			try {
				filled.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			long begun = System.nanoTime();
			this.bus.events()
				.<Long>request(asked, new AddAndGet(1), ASK)
				.onSuccess((reply) -> took.complete(System.nanoTime() - begun))
				.onFailure(took::completeExceptionally);
		}
	}

	@Override
	public Population blocking(int count, Duration pause) {
		return VertxMembers.blocking(this.bus, count, pause.toMillis());
	}

	@Override
	public void close() {
		this.bus.close();
	}

	private record Add(int value) {

	}

	private record AddAndGet(int value) {

	}

	private record Ball(int left, Tally done) {

	}

	/**
	 * A verticle that deploys two, each of which deploys two.
	 */
	private static final class TreeNode extends VerticleBase {

		private final int levels;

		private final Tally stopped;

		TreeNode(int levels, Tally stopped) {
			this.levels = levels;
			this.stopped = stopped;
		}

		@Override
		public Future<?> start() {
			if (this.levels == 0) {
				return Future.succeededFuture();
			}
			return Future.all(this.vertx.deployVerticle(new TreeNode(this.levels - 1, this.stopped)),
					this.vertx.deployVerticle(new TreeNode(this.levels - 1, this.stopped)));
		}

		@Override
		public Future<?> stop() {
			this.stopped.report(1);
			return Future.succeededFuture();
		}

	}

}
