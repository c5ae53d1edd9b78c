package dev.actorspring.boot.caller;

/**
 * A handler takes who has sent its message, and nobody knows that. The handler was not
 * called, and its actor goes on. Over HTTP the request is answered with 401.
 */
public final class UnknownCallerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnknownCallerException() {
		super("It is not known who asks");
	}

}
