package dev.actorspring.otp;

/**
 * One step of a script.
 */
sealed interface Step {

	/**
	 * The step as the Erlang side reads it.
	 * @return an Erlang term
	 */
	String term();

	/**
	 * A request to a supervisor.
	 */
	sealed interface Operation extends Step {

		String supervisor();

	}

	/**
	 * A child crashes, if it runs.
	 */
	record Crash(String id) implements Step {

		@Override
		public String term() {
			return "{crash,'%s'}".formatted(this.id);
		}

	}

	/**
	 * A child exits normally, if it runs.
	 */
	record Exit(String id) implements Step {

		@Override
		public String term() {
			return "{exit,'%s'}".formatted(this.id);
		}

	}

	/**
	 * Two children of one supervisor crash at the same instant, if both run.
	 */
	record Together(String supervisor, String first, String second) implements Step {

		@Override
		public String term() {
			return "{together,'%s','%s','%s'}".formatted(this.supervisor, this.first, this.second);
		}

	}

	/**
	 * The next starts of a child are going to fail.
	 */
	record Fail(String id, int times) implements Step {

		@Override
		public String term() {
			return "{fail,'%s',%d}".formatted(this.id, this.times);
		}

	}

	/**
	 * A child crashes, if it runs; while its restart hangs, its supervisor is asked for
	 * something; then the start fails.
	 */
	record Held(String id, Operation operation) implements Step {

		@Override
		public String term() {
			return "{held,'%s',%s}".formatted(this.id, this.operation.term());
		}

	}

	/**
	 * Adds a child.
	 */
	record Start(String supervisor, Tree child) implements Operation {

		@Override
		public String term() {
			return "{start,'%s',%s}".formatted(this.supervisor, this.child.term());
		}

	}

	/**
	 * Terminates a child.
	 */
	record Terminate(String supervisor, String id) implements Operation {

		@Override
		public String term() {
			return "{terminate,'%s','%s'}".formatted(this.supervisor, this.id);
		}

	}

	/**
	 * Restarts a terminated child.
	 */
	record Restart(String supervisor, String id) implements Operation {

		@Override
		public String term() {
			return "{restart,'%s','%s'}".formatted(this.supervisor, this.id);
		}

	}

	/**
	 * Deletes a terminated child.
	 */
	record Delete(String supervisor, String id) implements Operation {

		@Override
		public String term() {
			return "{delete,'%s','%s'}".formatted(this.supervisor, this.id);
		}

	}

}
