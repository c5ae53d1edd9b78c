package dev.actorspring;

import org.jspecify.annotations.Nullable;

/**
 * A message did not lead to a reply, for a reason that lies in the actor system and not
 * in the handler's answer.
 */
public abstract sealed class ActorException extends RuntimeException
		permits ActorCrashedException, ActorInBackoffException, ActorTerminatedException, AskTimeoutException,
		CallCycleException, DeclinedException, MailboxFullException {

	private static final long serialVersionUID = 1L;

	private final String path;

	ActorException(String path, String message, @Nullable Throwable cause, boolean stackTrace) {
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
