package dev.actorspring.test.planted;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.test.TestActors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A view reads what there is, and only then subscribes to what changes.
 */
final class MissedEvent implements PlantedBug {

	@Override
	public String title() {
		return "read first, subscribed later";
	}

	@Override
	public void play(boolean mended) {
		TestActors actors = TestActors.start(Relay.spec(),
				ActorSpec.of("price", Price.class, (context) -> new Price()));
		ActorRef<Price> price = actors.actor(Price.class);
		ActorRef<View> view = actors.system()
			.spawn(ActorSpec.of("view", View.class, (context) -> new View(context, price, mended)));
		view.tell(new Begin());
		Relay.later(actors, price, new Change(2));
		actors.awaitQuiet();
		assertThat(actors.ask(view, new Look())).isEqualTo(2);
	}

	record GetPrice() implements Request<Price, Integer> {

	}

	record Subscribe(ActorRef<View> view) implements Message<Price> {

	}

	record Change(int price) implements Message<Price> {

	}

	static final class Price {

		private final List<ActorRef<View>> views = new ArrayList<>();

		private int price = 1;

		@Receive
		int get(GetPrice get) {
			return this.price;
		}

		@Receive
		void subscribe(Subscribe subscribe) {
			this.views.add(subscribe.view());
		}

		@Receive
		void change(Change change) {
			this.price = change.price();
			this.views.forEach((view) -> view.tell(new Changed(change.price())));
		}

	}

	record Begin() implements Message<View> {

	}

	record Changed(int price) implements Message<View> {

	}

	record Look() implements Request<View, Integer> {

	}

	static final class View {

		private final ActorContext<View> context;

		private final ActorRef<Price> source;

		private final boolean mended;

		private int shown;

		View(ActorContext<View> context, ActorRef<Price> source, boolean mended) {
			this.context = context;
			this.source = source;
			this.mended = mended;
		}

		@Receive
		void begin(Begin begin) {
			if (this.mended) {
				this.source.tell(new Subscribe(this.context.self()));
			}
			this.shown = this.source.call(new GetPrice());
			if (!this.mended) {
				this.source.tell(new Subscribe(this.context.self()));
			}
		}

		@Receive
		void changed(Changed changed) {
			this.shown = changed.price();
		}

		@Receive
		int look(Look look) {
			return this.shown;
		}

	}

}
