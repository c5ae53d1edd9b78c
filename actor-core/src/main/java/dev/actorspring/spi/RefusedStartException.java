package dev.actorspring.spi;

import dev.actorspring.ActorException;

/**
 * What {@link ActorInterceptor#beforeStart} fails with if an actor cannot be prepared at
 * present, which is nobody's crash: no restart is counted. Requests that wait are
 * answered, other messages go on to wait, and it is tried again.
 */
public final class RefusedStartException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final ActorException answer;

	/**
	 * Creates the exception.
	 * @param answer for the requests that wait
	 */
	public RefusedStartException(ActorException answer) {
		super(answer.getMessage(), answer, false, false);
		this.answer = answer;
	}

	/**
	 * What the requests that wait are answered with.
	 * @return the exception for their askers
	 */
	public ActorException answer() {
		return this.answer;
	}

}
