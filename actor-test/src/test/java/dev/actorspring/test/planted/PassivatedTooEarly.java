package dev.actorspring.test.planted;

import java.time.Duration;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.test.TestActors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cart has its state written behind its back before it is passivated, so that its next
 * incarnation may read what was there before, and is passivated with that again.
 */
final class PassivatedTooEarly implements PlantedBug {

	@Override
	public String title() {
		return "passivated before its state is written, twice";
	}

	private static final Duration IDLE = Duration.ofMillis(150);

	@Override
	public void play(boolean mended) {
		TestActors actors = TestActors.start(ActorSpec.of("store", Store.class, (context) -> new Store()));
		ActorRef<Store> store = actors.actor(Store.class);
		ActorRef<Writer> writer = actors.system()
			.spawn(ActorSpec.of("writer", Writer.class, (context) -> new Writer(store)));
		assertThat(open(actors, store, writer, mended, 1)).isOne();
		actors.advance(IDLE.plusMillis(20));
		assertThat(open(actors, store, writer, mended, 2)).isEqualTo(2);
	}

	private static int open(TestActors actors, ActorRef<Store> store, ActorRef<Writer> writer, boolean mended,
			int number) {
		ActorRef<Cart> cart = actors.system()
			.spawn(ActorSpec.of("cart" + number, Cart.class, (context) -> new Cart(context, store, writer, mended))
				.withRestart(RestartType.TEMPORARY));
		return actors.ask(cart, new Add());
	}

	record Load() implements Request<Store, Integer> {

	}

	record Save(int count) implements Request<Store, Boolean> {

	}

	static final class Store {

		private int count;

		@Receive
		int load(Load load) {
			return this.count;
		}

		@Receive
		boolean save(Save save) {
			this.count = save.count();
			return true;
		}

	}

	record Write(Save save) implements Message<Writer> {

	}

	static final class Writer {

		private final ActorRef<Store> store;

		Writer(ActorRef<Store> store) {
			this.store = store;
		}

		@Receive
		void write(Write write) {
			this.store.call(write.save());
		}

	}

	record Add() implements Request<Cart, Integer> {

	}

	record Idle() implements Message<Cart> {

	}

	static final class Cart {

		private final ActorContext<Cart> context;

		private final ActorRef<Store> store;

		private final ActorRef<Writer> writer;

		private final boolean mended;

		private int count;

		Cart(ActorContext<Cart> context, ActorRef<Store> store, ActorRef<Writer> writer, boolean mended) {
			this.context = context;
			this.store = store;
			this.writer = writer;
			this.mended = mended;
			this.count = store.call(new Load());
			context.whenIdle(IDLE, new Idle());
		}

		@Receive
		int add(Add add) {
			this.count++;
			if (this.mended) {
				this.store.call(new Save(this.count));
			}
			return this.count;
		}

		@Receive
		void idle(Idle idle) {
			if (!this.mended) {
				this.writer.tell(new Write(new Save(this.count)));
			}
			this.context.stop();
		}

	}

}
