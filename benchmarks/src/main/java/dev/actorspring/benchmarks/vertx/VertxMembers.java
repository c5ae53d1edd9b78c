package dev.actorspring.benchmarks.vertx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.actorspring.benchmarks.trial.Contestant.Population;
import dev.actorspring.benchmarks.trial.Tally;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;

/**
 * Many consumers.
 */
final class VertxMembers implements Population {

	private static final Object NOTE = new Object();

	private final Bus bus;

	private final String[] addresses;

	private final MessageConsumer<?>[] consumers;

	private VertxMembers(Bus bus, int count) {
		this.bus = bus;
		this.addresses = IntStream.range(0, count).mapToObj((i) -> bus.address()).toArray(String[]::new);
		this.consumers = new MessageConsumer<?>[count];
	}

	static VertxMembers start(Bus bus, int count) {
		VertxMembers members = new VertxMembers(bus, count);
		bus.spread(count, (i) -> members.consumers[i] = bus.consume(members.addresses[i], new Member(0)::handle));
		return members;
	}

	/**
	 * Starts a verticle for each, on a virtual thread.
	 */
	static VertxMembers blocking(Bus bus, int count, long pauseMillis) {
		VertxMembers members = new VertxMembers(bus, count);
		DeploymentOptions options = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
		List<Future<String>> deployed = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			int number = i;
			deployed.add(bus.vertx().deployVerticle(new VerticleBase() {

				@Override
				public Future<?> start() {
					MessageConsumer<Object> consumer = bus.consume(members.addresses[number],
							new Member(pauseMillis)::handle);
					members.consumers[number] = consumer;
					return consumer.completion();
				}

			}, options));
		}
		Future.all(deployed).await();
		return members;
	}

	@Override
	public void tell(int index) {
		this.bus.send(this.addresses[index], NOTE);
	}

	@Override
	public long finish() {
		Tally tally = new Tally(this.addresses.length);
		for (String address : this.addresses) {
			this.bus.send(address, tally);
		}
		return tally.await();
	}

	@Override
	public void close() {
		Future.all(IntStream.range(0, this.consumers.length).mapToObj((i) -> this.consumers[i].unregister()).toList())
			.await();
	}

	/**
	 * Counts its messages, and blocks for each if it is told to.
	 */
	private static final class Member {

		private final long pause;

		private int count;

		Member(long pause) {
			this.pause = pause;
		}

		void handle(Message<Object> message) {
			if (this.pause > 0) {
				try {
					Thread.sleep(this.pause);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
			this.count++;
			if (message.body() instanceof Tally tally) {
				tally.report(this.count);
			}
		}

	}

}
