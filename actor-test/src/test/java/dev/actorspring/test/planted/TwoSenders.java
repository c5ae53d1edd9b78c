package dev.actorspring.test.planted;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.test.TestActors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A guest comes through a door that somebody else has been told to open before. Only
 * messages of one sender keep their order.
 */
final class TwoSenders implements PlantedBug {

	@Override
	public String title() {
		return "a guest before the door is open: two senders";
	}

	@Override
	public void play(boolean mended) {
		TestActors actors = TestActors.start(ActorSpec.of("door", Door.class, (context) -> new Door(mended)));
		ActorRef<Door> door = actors.actor(Door.class);
		ActorRef<Person> porter = actors.system()
			.spawn(ActorSpec.of("porter", Person.class, (context) -> new Person()));
		ActorRef<Person> guest = actors.system().spawn(ActorSpec.of("guest", Person.class, (context) -> new Person()));
		porter.tell(new Go(door, new Open()));
		guest.tell(new Go(door, new Enter()));
		actors.awaitQuiet();
		assertThat(actors.ask(door, new CountInside())).isOne();
	}

	record Go(ActorRef<Door> door, Message<Door> message) implements Message<Person> {

	}

	static final class Person {

		@Receive
		void go(Go go) {
			go.door().tell(go.message());
		}

	}

	record Open() implements Message<Door> {

	}

	record Enter() implements Message<Door> {

	}

	record CountInside() implements Request<Door, Integer> {

	}

	static final class Door {

		private final boolean patient;

		private boolean open;

		private int waiting;

		private int inside;

		Door(boolean patient) {
			this.patient = patient;
		}

		@Receive
		void open(Open open) {
			this.open = true;
			this.inside += this.waiting;
			this.waiting = 0;
		}

		@Receive
		void enter(Enter enter) {
			if (this.open) {
				this.inside++;
			}
			else if (this.patient) {
				this.waiting++;
			}
		}

		@Receive
		int count(CountInside count) {
			return this.inside;
		}

	}

}
