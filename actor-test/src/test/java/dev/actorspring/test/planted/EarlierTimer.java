package dev.actorspring.test.planted;

import java.time.Duration;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.test.TestActors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A phone gives up a call that is not taken within a time, and forgets to stop that clock
 * when it is: it ends the next call.
 */
final class EarlierTimer implements PlantedBug {

	@Override
	public String title() {
		return "the timer of an earlier call";
	}

	@Override
	public void play(boolean mended) {
		TestActors actors = TestActors.start(Relay.spec(),
				ActorSpec.of("phone", Phone.class, (context) -> new Phone(context, mended)));
		ActorRef<Phone> phone = actors.actor(Phone.class);
		phone.tell(new Ring(1));
		phone.tell(new Take());
		Relay.later(actors, phone, new Ring(2), new Take());
		actors.awaitQuiet();
		assertThat(actors.ask(phone, new CountWrong())).isZero();
	}

	record Ring(int call) implements Message<Phone> {

	}

	record Take() implements Message<Phone> {

	}

	record TooLong(int call) implements Message<Phone> {

	}

	record CountWrong() implements Request<Phone, Integer> {

	}

	static final class Phone {

		private final ActorContext<Phone> context;

		private final boolean mended;

		private int ringing;

		private int wrong;

		Phone(ActorContext<Phone> context, boolean mended) {
			this.context = context;
			this.mended = mended;
		}

		@Receive
		void ring(Ring ring) {
			this.ringing = ring.call();
			TooLong tooLong = new TooLong(ring.call());
			if (this.mended) {
				this.context.schedule("ringing", Duration.ofMillis(50), tooLong);
			}
			else {
				this.context.schedule(Duration.ofMillis(50), tooLong);
			}
		}

		@Receive
		void take(Take take) {
			this.ringing = 0;
			if (this.mended) {
				this.context.cancelTimer("ringing");
			}
		}

		@Receive
		void tooLong(TooLong tooLong) {
			if (this.ringing != 0 && this.ringing != tooLong.call()) {
				this.wrong++;
			}
			this.ringing = 0;
		}

		@Receive
		int count(CountWrong count) {
			return this.wrong;
		}

	}

}
