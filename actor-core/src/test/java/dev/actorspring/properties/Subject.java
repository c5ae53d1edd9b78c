package dev.actorspring.properties;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;

/**
 * An actor to which everything happens that can happen to an actor.
 */
class Subject {

	/**
	 * What a message makes the actor do.
	 */
	enum Deed {

		NOTHING, DECLINE, CRASH, STOP, TELL, ASK, SPAWN

	}

	/**
	 * A plain message.
	 *
	 * @param id its number
	 * @param deed what to do
	 */
	record Note(int id, Deed deed) implements Numbered<Subject> {

	}

	/**
	 * A request that is answered at the end of the turn.
	 *
	 * @param id its number
	 * @param deed what to do
	 */
	record Question(int id, Deed deed) implements Numbered<Subject>, Request<Subject, Integer> {

	}

	/**
	 * A request that is answered when somebody likes to.
	 *
	 * @param id its number
	 * @param answer the answer
	 */
	record Riddle(int id, CompletableFuture<Integer> answer) implements Numbered<Subject>, Request<Subject, Integer> {

	}

	/**
	 * A request that is also answered in the middle of another turn.
	 *
	 * @param id its number
	 * @param deed what to do; not {@link Deed#ASK}
	 */
	record Peek(int id, Deed deed) implements Numbered<Subject>, Request<Subject, Integer> {

	}

	static final class Declined extends Exception {

		private static final long serialVersionUID = 1L;

		Declined() {
			super("declined", null, false, false);
		}

	}

	static final class Crash extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Crash() {
			super("crash", null, false, false);
		}

	}

	private final ActorContext<Subject> context;

	private final World world;

	private int children;

	Subject(ActorContext<Subject> context, World world) {
		this.context = context;
		this.world = world;
	}

	static ActorSpec<Subject> spec(String name, World world) {
		return ActorSpec.of(name, Subject.class, (context) -> new Subject(context, world));
	}

	@Receive
	void note(Note note) throws Declined {
		act(note, note.deed());
	}

	@Receive
	int question(Question question) throws Declined {
		return act(question, question.deed());
	}

	@Receive
	CompletableFuture<Integer> riddle(Riddle riddle) throws Declined {
		act(riddle, Deed.NOTHING);
		return riddle.answer();
	}

	@Receive(interleave = true)
	int peek(Peek peek) throws Declined {
		return act(peek, peek.deed());
	}

	private int act(Numbered<?> message, Deed deed) throws Declined {
		this.world.ledger().handled(message);
		switch (deed) {
			case NOTHING -> {
			}
			case DECLINE -> throw new Declined();
			case CRASH -> throw new Crash();
			case STOP -> this.context.stop();
			case TELL -> this.world.ledger().tell(this.world.any(message.id()), (id) -> new Note(id, Deed.NOTHING));
			case ASK -> askAnother(message.id());
			case SPAWN -> {
				ActorSpec<Subject> child = spec("child" + this.children++, this.world)
					.withRestart((this.children % 2 == 0) ? RestartType.TEMPORARY : RestartType.TRANSIENT);
				this.world.add(this.context.spawn(child));
			}
		}
		return message.id();
	}

	private void askAnother(int number) throws Declined {
		try {
			this.context.await(this.world.ledger()
				.ask((id) -> this.world.any(number)
					.ask(new Peek(id, Deed.NOTHING), Duration.ofSeconds(number % 7 + 1))));
		}
		catch (RuntimeException ex) {
			throw new Declined();
		}
	}

}
