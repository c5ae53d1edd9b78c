package dev.actorspring;

/**
 * Says that an actor is not to run now: thrown by its constructor, its
 * {@code @PostConstruct} method or its {@link ActorFactory}, also as the cause of what
 * they throw. That is no failure, and OTP's {@code ignore}: the supervisor goes on as if
 * the start had been successful, does not try again by itself, and keeps the actor, which
 * is stopped until {@code Supervisor.restart} is asked to start it. One that is
 * {@link RestartType#TEMPORARY}, spawned, keyed or under a dynamic supervisor is
 * forgotten; the next message to the key tries again. Whoever asks it fails with
 * {@link ActorTerminatedException}.
 */
public class StartIgnoredException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param why why it is not to run, for people: a clause without a full stop
	 */
	public StartIgnoredException(String why) {
		super(why, null, false, false);
	}

}
