package dev.actorspring.test.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * Goes through all schedules of a test, depth first. Of two steps that touch nobody in
 * common only one order is tried, unless it is told that every order counts: a step that
 * was tried first at some point need not be tried again behind others that do not touch
 * what it does; until then it is asleep. As whom a step has touched is only known when
 * all its messages are handled, a schedule that does so all the same is recognised after
 * it has run, and not gone on with.
 */
final class Exhaustive {

	private final boolean everyOrder;

	private final List<Node> path = new ArrayList<>();

	private boolean done;

	Exhaustive(boolean everyOrder) {
		this.everyOrder = everyOrder;
	}

	boolean isDone() {
		return this.done;
	}

	/**
	 * The next schedule.
	 */
	Attempt attempt() {
		return new Attempt();
	}

	private static boolean isIndependent(Set<String> one, Set<String> other) {
		return one.stream().noneMatch(Task::isEngine) && other.stream().noneMatch(Task::isEngine)
				&& one.stream().noneMatch(other::contains);
	}

	/**
	 * One schedule.
	 */
	final class Attempt implements Chooser {

		private final List<Step> steps = new ArrayList<>();

		private final SplittableRandom numbers = RandomChooser.numbers(0);

		private int depth;

		private @Nullable Node chosenAt;

		@Override
		public int choose(List<Task> tasks, boolean timeMayPass) {
			List<String> ids = new ArrayList<>(tasks.stream().map(Task::id).toList());
			if (timeMayPass) {
				ids.add(Task.TIME);
			}
			if (this.depth == Exhaustive.this.path.size()) {
				Exhaustive.this.path.add(new Node(ids));
			}
			Node node = Exhaustive.this.path.get(this.depth++);
			if (node.chosen == tasks.size()) {
				this.steps.add(new Step(Task.TIME, Set.of(Task.ENGINE), node));
			}
			else {
				this.chosenAt = node;
			}
			return node.chosen;
		}

		@Override
		public void taken(Task task) {
			this.steps.add(new Step(task.id(), task.touched(), this.chosenAt));
			this.chosenAt = null;
		}

		@Override
		public double random() {
			return this.numbers.nextDouble();
		}

		/**
		 * The schedule has run: finds the next.
		 */
		void close() {
			truncate();
			backtrack();
		}

		/**
		 * Lets those sleep that need not be tried again, and forgets what comes of a step
		 * that was asleep.
		 */
		private void truncate() {
			Map<String, Set<String>> asleep = new HashMap<>();
			int nodes = 0;
			for (Step step : this.steps) {
				Node node = step.node();
				if (node != null) {
					node.asleep = Map.copyOf(asleep);
					// Whom it touches may depend on what comes after it.
					node.touched.addAll(step.touched());
					asleep.putAll(node.explored);
					nodes++;
				}
				if (asleep.containsKey(step.id())) {
					cut(nodes);
					return;
				}
				asleep.values().removeIf((touched) -> !isIndependent(touched, step.touched()));
			}
			cut(nodes);
		}

		private void cut(int nodes) {
			List<Node> path = Exhaustive.this.path;
			path.subList(Math.min(nodes, path.size()), path.size()).clear();
		}

		private void backtrack() {
			List<Node> path = Exhaustive.this.path;
			while (!path.isEmpty()) {
				if (path.getLast().advance(Exhaustive.this.everyOrder)) {
					return;
				}
				path.removeLast();
			}
			Exhaustive.this.done = true;
		}

	}

	/**
	 * A step of a schedule.
	 *
	 * @param id which
	 * @param touched whom it has touched
	 * @param node where it was chosen, {@code null} if there was no choice
	 */
	private record Step(String id, Set<String> touched, @Nullable Node node) {

	}

	/**
	 * A point where there is a choice.
	 */
	private static final class Node {

		private final List<String> ids;

		private final Map<String, Set<String>> explored = new HashMap<>();

		private Map<String, Set<String>> asleep = Map.of();

		/** Whom the step that is chosen has touched in any schedule so far. */
		private Set<String> touched = new HashSet<>();

		private int chosen;

		Node(List<String> ids) {
			this.ids = ids;
		}

		/**
		 * Goes on to the next choice.
		 * @return {@code false} if there is none left
		 */
		boolean advance(boolean everyOrder) {
			this.explored.put(this.ids.get(this.chosen), everyOrder ? Set.of(Task.ENGINE) : this.touched);
			this.touched = new HashSet<>();
			for (int i = this.chosen + 1; i < this.ids.size(); i++) {
				if (!this.asleep.containsKey(this.ids.get(i))) {
					this.chosen = i;
					return true;
				}
			}
			return false;
		}

	}

}
