package dev.actorspring.boot.http;

/**
 * The exception of a request that cannot become a message, or not be answered as it
 * wants. Carries the answer; without a stack trace, so that bad input stays cheap.
 */
public final class ProblemException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Problem problem;

	/**
	 * Creates the exception.
	 * @param type what kind of problem it is
	 * @param detail what happened this time
	 */
	public ProblemException(ProblemType type, String detail) {
		this(Problem.of(type, detail));
	}

	ProblemException(Problem problem) {
		super(problem.detail(), null, false, false);
		this.problem = problem;
	}

	Problem problem() {
		return this.problem;
	}

}
