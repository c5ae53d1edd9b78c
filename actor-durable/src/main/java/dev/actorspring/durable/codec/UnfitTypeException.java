package dev.actorspring.durable.codec;

/**
 * A type cannot be part of a state.
 */
final class UnfitTypeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String problem;

	private final String action;

	UnfitTypeException(String problem, String action) {
		super(problem, null, false, false);
		this.problem = problem;
		this.action = action;
	}

	static UnfitTypeException array() {
		return new UnfitTypeException("an array can be changed in place",
				"Use a List, or a String for bytes as Base64.");
	}

	String problem() {
		return this.problem;
	}

	String action() {
		return this.action;
	}

}
