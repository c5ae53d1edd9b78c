package dev.actorspring.boot.caller;

/**
 * A message came without what its handler takes besides it, or with something else. The
 * handler was not called, and its actor goes on. Over HTTP the request is answered with
 * 400.
 */
public final class CallerParameterException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String name;

	private final String problem;

	/**
	 * Creates it.
	 * @param place where it should have come from, as in {@code "Header"}
	 * @param name its name there
	 * @param problem what is wrong with it, as in {@code "is required"}
	 */
	CallerParameterException(String place, String name, String problem) {
		super(place + " '" + name + "' " + problem);
		this.name = name;
		this.problem = problem;
	}

	/**
	 * What is missing or wrong.
	 * @return the name of a header or cookie
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * What is wrong with it.
	 * @return a phrase that begins with a verb
	 */
	public String getProblem() {
		return this.problem;
	}

}
