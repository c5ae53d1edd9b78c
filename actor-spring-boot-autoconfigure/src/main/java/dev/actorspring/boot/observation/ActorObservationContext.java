package dev.actorspring.boot.observation;

import dev.actorspring.Message;
import dev.actorspring.system.TurnOutcome;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message that is being handled.
 */
public class ActorObservationContext extends Observation.Context {

	private final String actor;

	private final String path;

	private final Message<?> message;

	private @Nullable TurnOutcome outcome;

	/**
	 * Creates a context of a message that is about to be handled.
	 * @param actor the name of the actor or keyed family
	 * @param path the path of the actor
	 * @param message the message
	 */
	public ActorObservationContext(String actor, String path, Message<?> message) {
		this.actor = actor;
		this.path = path;
		this.message = message;
	}

	/**
	 * The name of the actor or keyed family.
	 * @return never a key
	 */
	public String getActor() {
		return this.actor;
	}

	/**
	 * The path of the actor.
	 * @return the path, with the key of a keyed actor
	 */
	public String getPath() {
		return this.path;
	}

	/**
	 * The message.
	 * @return as it was sent
	 */
	public Message<?> getMessage() {
		return this.message;
	}

	/**
	 * How the handling ended.
	 * @return {@code null} until it has
	 */
	public @Nullable TurnOutcome getOutcome() {
		return this.outcome;
	}

	/**
	 * Sets how the handling ended.
	 * @param outcome as the engine tells
	 */
	public void setOutcome(TurnOutcome outcome) {
		this.outcome = outcome;
	}

}
