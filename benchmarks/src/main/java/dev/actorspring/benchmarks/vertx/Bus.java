package dev.actorspring.benchmarks.vertx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import dev.actorspring.benchmarks.trial.Tally;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.MessageConsumerOptions;

/**
 * An event bus, and verticles on all event loops, to whose contexts consumers are spread.
 */
final class Bus implements AutoCloseable {

	/** For immutable messages, which are handed over as they are. */
	private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true).setCodecName("as-is");

	private final Vertx vertx;

	private final List<Context> contexts = new ArrayList<>();

	private final AtomicInteger addresses = new AtomicInteger();

	Bus(int eventLoops) {
		this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(eventLoops));
		this.vertx.eventBus().registerCodec(new AsIs());
		for (int i = 0; i < eventLoops; i++) {
			Host host = new Host();
			this.vertx.deployVerticle(host).await();
			this.contexts.add(host.ownContext());
		}
	}

	Vertx vertx() {
		return this.vertx;
	}

	EventBus events() {
		return this.vertx.eventBus();
	}

	static DeliveryOptions options() {
		return LOCAL;
	}

	void send(String address, Object message) {
		events().send(address, message, LOCAL);
	}

	String address() {
		return "a" + this.addresses.incrementAndGet();
	}

	/**
	 * Adds a consumer in the context of the caller.
	 * @param <M> the type of the messages
	 * @param address where it listens
	 * @param handler handles the messages
	 * @return the consumer
	 */
	<M> MessageConsumer<M> consume(String address, Handler<Message<M>> handler) {
		return events().consumer(new MessageConsumerOptions().setAddress(address)
			.setLocalOnly(true)
			.setMaxBufferedMessages(Integer.MAX_VALUE), handler);
	}

	/**
	 * Does something in one of the contexts, without waiting for it.
	 * @param number which
	 * @param task what to do
	 */
	void in(int number, Runnable task) {
		this.contexts.get(number % this.contexts.size()).runOnContext((nothing) -> task.run());
	}

	/**
	 * Does something for each number, spread over the contexts, and waits for it.
	 * @param count how often
	 * @param task what to do
	 */
	void spread(int count, IntConsumer task) {
		int parts = this.contexts.size();
		Tally tally = new Tally(parts);
		for (int part = 0; part < parts; part++) {
			int first = part;
			in(part, () -> {
				for (int i = first; i < count; i += parts) {
					task.accept(i);
				}
				tally.report(1);
			});
		}
		tally.await();
	}

	@Override
	public void close() {
		this.vertx.close().await();
	}

	/**
	 * Gives consumers a context.
	 */
	private static final class Host extends VerticleBase {

		Context ownContext() {
			return this.context;
		}

		@Override
		public Future<?> start() {
			return Future.succeededFuture();
		}

	}

	/**
	 * Hands messages over as they are.
	 */
	private static final class AsIs implements MessageCodec<Object, Object> {

		@Override
		public void encodeToWire(Buffer buffer, Object message) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Object decodeFromWire(int position, Buffer buffer) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Object transform(Object message) {
			return message;
		}

		@Override
		public String name() {
			return "as-is";
		}

		@Override
		public byte systemCodecID() {
			return -1;
		}

	}

}
