package dev.actorspring.test;

/**
 * What an actor crashes with, or does not start for, because a test wants that and has
 * not said with what. It carries no stack trace.
 */
public final class FaultException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	FaultException(String message) {
		super(message, null, false, false);
	}

}
