package dev.actorspring.chaos;

import dev.actorspring.chaos.AccountModel.Answer;
import dev.actorspring.chaos.AccountModel.Command;
import dev.actorspring.chaos.linearizability.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What a client has asked an account, perhaps several times with the same idempotency
 * key, and what has come of it. One thread at a time.
 */
final class Call {

	private final String id;

	private final String key;

	private final Command command;

	private final long invoked;

	private long returned = Long.MAX_VALUE;

	private @Nullable Answer answer;

	/** Whether one of the attempts may have taken effect. */
	private boolean unknown;

	/** How many of the attempts may have reached the actor. */
	private int reached;

	Call(String id, String key, Command command, long invoked) {
		this.id = id;
		this.key = key;
		this.command = command;
		this.invoked = invoked;
	}

	String id() {
		return this.id;
	}

	String key() {
		return this.key;
	}

	Command command() {
		return this.command;
	}

	@Nullable Answer answer() {
		return this.answer;
	}

	boolean isChange() {
		return !(this.command instanceof Command.Look);
	}

	void answered(Answer seen, long now) {
		this.answer = seen;
		this.returned = now;
		this.reached++;
	}

	/**
	 * An attempt was refused. It may have reached the actor, but nothing is left of it.
	 */
	void notApplied() {
		this.reached++;
	}

	/** Nobody knows what became of an attempt. */
	void unknown() {
		this.unknown = true;
		this.reached++;
	}

	/** Whether nothing may be left of it. */
	boolean isNotApplied() {
		return this.answer == null && !this.unknown;
	}

	/**
	 * How many of the attempts may have been handled; those that were refused are not.
	 */
	int mostHandled() {
		return this.reached;
	}

	/** Whether it has, or may have, had an effect or an answer. */
	boolean isPartOfHistory() {
		return this.answer != null || (this.unknown && isChange());
	}

	Operation<Command, Answer> asOperation() {
		Answer seen = this.answer;
		return (seen != null) ? Operation.answered(this.command, this.invoked, this.returned, seen)
				: Operation.unknown(this.command, this.invoked);
	}

	@Override
	public String toString() {
		return this.key + " " + this.id + " " + asOperation();
	}

}
