package dev.actorspring.otp;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.actorspring.RestartType;
import dev.actorspring.supervision.AutoShutdown;

/**
 * What a script starts: a child, with all below it.
 */
sealed interface Tree {

	String id();

	RestartType restart();

	boolean significant();

	/**
	 * The tree as the Erlang side reads it.
	 * @return an Erlang term
	 */
	String term();

	private static String lower(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * A child without children.
	 */
	record Worker(String id, RestartType restart, boolean significant) implements Tree {

		Worker named(String newId) {
			return new Worker(newId, this.restart, this.significant);
		}

		@Override
		public String term() {
			return "{worker,'%s',%s,%s}".formatted(this.id, lower(this.restart), this.significant);
		}

	}

	/**
	 * A supervisor. A dynamic one has a single child here: the pattern for all.
	 */
	record Supervisor(String id, RestartType restart, boolean significant, Strategy strategy, int intensity,
			AutoShutdown autoShutdown, List<Tree> children) implements Tree {

		public Supervisor {
			children = List.copyOf(children);
		}

		boolean dynamic() {
			return this.strategy == Strategy.SIMPLE_ONE_FOR_ONE;
		}

		Supervisor withChildren(List<Tree> newChildren) {
			return new Supervisor(this.id, this.restart, this.significant, this.strategy, this.intensity,
					this.autoShutdown, newChildren);
		}

		@Override
		public String term() {
			String below = this.children.stream().map(Tree::term).collect(Collectors.joining(","));
			return "{supervisor,'%s',%s,%s,%s,%d,%s,[%s]}".formatted(this.id, lower(this.restart), this.significant,
					this.strategy.term(), this.intensity, lower(this.autoShutdown), below);
		}

	}

}
