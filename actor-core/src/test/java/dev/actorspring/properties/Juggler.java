package dev.actorspring.properties;

import java.util.List;

import dev.actorspring.ActorContext;
import dev.actorspring.Becomes;
import dev.actorspring.Message;
import dev.actorspring.Postpone;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.States;

/**
 * An actor with states that postpone now one thing and now another, by what they say or
 * by what their handlers throw. {@link Model} says the same in another way.
 */
@States(Juggler.State.class)
class Juggler {

	sealed interface Item extends Request<Juggler, Integer> {

		int sender();

		int number();

	}

	record Ball(int sender, int number) implements Item {

	}

	record Club(int sender, int number) implements Item {

	}

	record Ring(int sender, int number) implements Item {

	}

	record Change(int to) implements Message<Juggler> {

	}

	record Crash() implements Message<Juggler> {

	}

	sealed interface State {

	}

	private final ActorContext<Juggler> context;

	private final List<Item> caught;

	Juggler(ActorContext<Juggler> context, List<Item> caught) {
		this.context = context;
		this.caught = caught;
		context.become(new First());
	}

	@Receive
	@Becomes(State.class)
	void change(Change change) {
		this.context.become(switch (change.to()) {
			case 0 -> new First();
			case 1 -> new Second();
			default -> new Third();
		});
	}

	@Receive
	void crash(Crash crash) {
		throw new IllegalStateException("crash");
	}

	@Receive
	@Becomes(State.class)
	int ball(Ball ball) {
		return take(ball);
	}

	@Receive
	int club(Club club) {
		return take(club);
	}

	@Receive
	int ring(Ring ring) {
		return take(ring);
	}

	private int take(Item item) {
		this.caught.add(item);
		return item.number();
	}

	@Postpone(Ball.class)
	final class First implements State {

		@Receive
		@Becomes(Second.class)
		int ring(Ring ring) {
			if (ring.number() % 2 == 0) {
				throw Juggler.this.context.postpone();
			}
			if (ring.number() % 7 == 0) {
				Juggler.this.context.become(new Second());
			}
			return take(ring);
		}

	}

	@Postpone(Club.class)
	final class Second implements State {

		@Receive
		@Becomes(First.class)
		int ball(Ball ball) {
			if (ball.number() % 3 == 0) {
				throw Juggler.this.context.postpone();
			}
			if (ball.number() % 11 == 0) {
				Juggler.this.context.become(new First());
				throw Juggler.this.context.postpone();
			}
			return take(ball);
		}

	}

	final class Third implements State {

	}

	/**
	 * What has to come of a list of messages, one after the other.
	 */
	static final class Model {

		private int state;

		private final List<Item> caught = new java.util.ArrayList<>();

		private final List<Item> aside = new java.util.ArrayList<>();

		private final java.util.ArrayDeque<Message<Juggler>> left = new java.util.ArrayDeque<>();

		List<Item> caught() {
			return this.caught;
		}

		List<Item> aside() {
			return this.aside;
		}

		void run(List<Message<Juggler>> script) {
			script.forEach((message) -> {
				this.left.add(message);
				while (!this.left.isEmpty()) {
					handle(this.left.poll());
				}
			});
		}

		private void handle(Message<Juggler> message) {
			switch (message) {
				case Change change -> become(change.to());
				case Crash crash -> become(0);
				case Ball ball when this.state == 0 -> this.aside.add(ball);
				case Ball ball when this.state == 1 && ball.number() % 3 == 0 -> this.aside.add(ball);
				case Ball ball when this.state == 1 && ball.number() % 11 == 0 -> {
					this.aside.add(ball);
					become(0);
				}
				case Club club when this.state == 1 -> this.aside.add(club);
				case Ring ring when this.state == 0 && ring.number() % 2 == 0 -> this.aside.add(ring);
				case Ring ring when this.state == 0 && ring.number() % 7 == 0 -> {
					this.caught.add(ring);
					become(1);
				}
				default -> this.caught.add((Item) message);
			}
		}

		private void become(int next) {
			this.state = next;
			for (int i = this.aside.size() - 1; i >= 0; i--) {
				this.left.addFirst(this.aside.get(i));
			}
			this.aside.clear();
		}

	}

}
