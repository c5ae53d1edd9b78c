package dev.actorspring;

import org.jspecify.annotations.Nullable;

/**
 * Actors, messages or supervisors are declared in a way that cannot work. Thrown before
 * anything has started.
 */
public class ActorConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Creates the exception.
	 * @param description what is wrong, naming the class, method or name at fault
	 * @param action what to change
	 */
	public ActorConfigurationException(String description, String action) {
		this(description, action, null);
	}

	/**
	 * Creates the exception.
	 * @param description what is wrong, naming the class, method or name at fault
	 * @param action what to change
	 * @param cause what revealed it
	 */
	public ActorConfigurationException(String description, String action, @Nullable Throwable cause) {
		super(description, cause);
		this.action = action;
	}

	/**
	 * What to change.
	 * @return one or more sentences for the developer
	 */
	public String getAction() {
		return this.action;
	}

}
