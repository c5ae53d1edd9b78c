package dev.actorspring.system;

/**
 * The tree could not be started: a child failed, and those before it were stopped again.
 */
public class ActorStartException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String path;

	/**
	 * Creates the exception.
	 * @param path the actor that failed to start
	 * @param cause what it threw
	 */
	public ActorStartException(String path, Throwable cause) {
		super("Actor '" + path + "' failed to start: " + cause, cause);
		this.path = path;
	}

	/**
	 * Who failed to start.
	 * @return the path of the actor
	 */
	public String getPath() {
		return this.path;
	}

}
