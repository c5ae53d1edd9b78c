package dev.actorspring.test.planted;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.test.TestActors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A shop looks whether there is one left, waits for the payment, and hands it out, while
 * a reservation that interleaves has taken it.
 */
final class SoldTwice implements PlantedBug {

	@Override
	public String title() {
		return "the last piece is sold to two, as one interleaves";
	}

	@Override
	public void play(boolean mended) {
		TestActors actors = TestActors.start(Relay.spec(), ActorSpec.of("till", Till.class, (context) -> new Till()));
		ActorRef<Till> till = actors.actor(Till.class);
		ActorRef<Shop> shop = actors.system()
			.spawn(ActorSpec.of("shop", Shop.class, (context) -> new Shop(context, till, mended)));
		Relay.later(actors, shop, new Reserve());
		actors.ask(shop, new Buy());
		actors.awaitQuiet();
		assertThat(actors.ask(shop, new CountSold())).isOne();
	}

	record Pay() implements Request<Till, Boolean> {

	}

	static final class Till {

		@Receive
		boolean pay(Pay pay) {
			return true;
		}

	}

	record Buy() implements Request<Shop, Boolean> {

	}

	record Reserve() implements Message<Shop> {

	}

	record CountSold() implements Request<Shop, Integer> {

	}

	static final class Shop {

		private final ActorContext<Shop> context;

		private final ActorRef<Till> till;

		private final boolean mended;

		private int stock = 1;

		private int sold;

		Shop(ActorContext<Shop> context, ActorRef<Till> till, boolean mended) {
			this.context = context;
			this.till = till;
			this.mended = mended;
		}

		@Receive
		boolean buy(Buy buy) {
			if (this.stock == 0) {
				return false;
			}
			if (this.mended) {
				this.stock--;
			}
			this.context.await(this.till.ask(new Pay()));
			if (!this.mended) {
				this.stock--;
			}
			this.sold++;
			return true;
		}

		@Receive(interleave = true)
		void reserve(Reserve reserve) {
			if (this.stock > 0) {
				this.stock--;
				this.sold++;
			}
		}

		@Receive
		int count(CountSold count) {
			return this.sold;
		}

	}

}
