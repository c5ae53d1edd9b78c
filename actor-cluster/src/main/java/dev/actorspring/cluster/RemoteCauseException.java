package dev.actorspring.cluster;

import java.util.List;

/**
 * What was thrown on another node, as text: its class may not be there where it is read,
 * and what comes over the wire names none.
 */
public final class RemoteCauseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final List<String> types;

	/**
	 * Creates the exception. It carries no stack trace.
	 * @param message the class and the message of what was thrown
	 */
	public RemoteCauseException(String message) {
		this(message, List.of());
	}

	/**
	 * Creates the exception. It carries no stack trace.
	 * @param message the class and the message of what was thrown
	 * @param types the names of its class and of the superclasses of that
	 */
	public RemoteCauseException(String message, List<String> types) {
		super(message, null, true, false);
		this.types = List.copyOf(types);
	}

	/**
	 * What it was.
	 * @return the names of its class and of the superclasses of that, the most specific
	 * one first; empty if that is not known
	 */
	public List<String> getTypes() {
		return this.types;
	}

}
