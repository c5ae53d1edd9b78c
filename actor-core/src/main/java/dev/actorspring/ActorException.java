package dev.actorspring;

import org.jspecify.annotations.Nullable;

/**
 * A message did not lead to a reply, for a reason that lies in the actor system and not
 * in the handler's answer. Modules that give an ask further ways to fail add subclasses.
 */
public abstract class ActorException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String path;

	/**
	 * Creates the exception.
	 * @param path whom the message was for
	 * @param message what happened
	 * @param cause why, or {@code null}
	 * @param stackTrace whether to note where, which is not cheap
	 */
	protected ActorException(String path, String message, @Nullable Throwable cause, boolean stackTrace) {
		super(message, cause, true, stackTrace);
		this.path = path;
	}

	/**
	 * Whom the message was for.
	 * @return the path of the actor
	 */
	public String getPath() {
		return this.path;
	}

}
