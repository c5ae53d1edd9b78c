package dev.actorspring.durable.codec;

import org.jspecify.annotations.Nullable;

/**
 * A value and its form do not fit. Each level that it passes adds where that is.
 */
final class MisfitException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String where;

	private final String problem;

	MisfitException(String problem) {
		this("", problem, null);
	}

	MisfitException(String problem, @Nullable Throwable cause) {
		this("", problem, cause);
	}

	private MisfitException(String where, String problem, @Nullable Throwable cause) {
		super(problem, cause, false, false);
		this.where = where;
		this.problem = problem;
	}

	MisfitException in(String component) {
		String separator = (this.where.isEmpty() || this.where.startsWith("[")) ? "" : ".";
		return new MisfitException(component + separator + this.where, this.problem, getCause());
	}

	String describe() {
		return this.where.isEmpty() ? this.problem : "'" + this.where + "' " + this.problem;
	}

}
