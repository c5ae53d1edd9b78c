package dev.actorspring.boot.web;

/**
 * A request cannot become a message. Carries the answer; without a stack trace, so that
 * bad input stays cheap.
 */
final class ProblemException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Problem problem;

	ProblemException(Problem problem) {
		super(problem.detail(), null, false, false);
		this.problem = problem;
	}

	Problem problem() {
		return this.problem;
	}

}
