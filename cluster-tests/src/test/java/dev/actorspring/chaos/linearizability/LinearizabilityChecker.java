package dev.actorspring.chaos.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds an order of operations that one object could have done one after another, in
 * which each takes effect between its call and its return.
 * <p>
 * It goes down the tree of all such orders, as Wing and Gong did, and does not go twice
 * to where the same operations are done and the object is in the same state, as Lowe
 * added. Operations that nobody knows the outcome of may be anywhere after their call, or
 * nowhere.
 *
 * @param <S> the state of the object
 * @param <I> what can be asked of it
 * @param <O> what it answers
 * @see <a href="https://doi.org/10.1006/jpdc.1993.1015">Wing, Gong: Testing and Verifying
 * Concurrent Objects</a>
 * @see <a href="https://doi.org/10.1002/cpe.3928">Lowe: Testing for Linearizability</a>
 */
public final class LinearizabilityChecker<S, I, O> {

	/** Beyond it would take all memory. */
	private static final int MOST_VISITED = 300_000;

	private final Model<S, I, O> model;

	private final List<Operation<I, O>> operations;

	private final int answered;

	private final Set<Place<S>> visited = new HashSet<>();

	private LinearizabilityChecker(Model<S, I, O> model, List<Operation<I, O>> operations) {
		this.model = model;
		this.operations = new ArrayList<>(operations);
		// Those that must return first are tried first; the unknown ones come last.
		this.operations.sort(Comparator.comparingLong(Operation::returned));
		this.answered = (int) operations.stream().filter((each) -> each.output() != null).count();
	}

	/**
	 * Looks for an order.
	 * @return whether there is one
	 * @throws IllegalStateException if there are too many possibilities
	 */
	public static <S, I, O> boolean isLinearizable(Model<S, I, O> model, List<Operation<I, O>> operations) {
		return new LinearizabilityChecker<>(model, operations).search();
	}

	private boolean search() {
		Deque<Place<S>> next = new ArrayDeque<>();
		next.push(new Place<>(new BitSet(), this.model.initial()));
		while (!next.isEmpty()) {
			Place<S> place = next.pop();
			if (place.done().get(0, this.answered).cardinality() == this.answered) {
				return true;
			}
			List<Place<S>> reachable = reachable(place);
			for (Place<S> each : reachable.reversed()) {
				if (this.visited.add(each)) {
					next.push(each);
				}
			}
			if (this.visited.size() > MOST_VISITED) {
				throw new IllegalStateException("Too many possibilities for " + this.operations.size() + " operations");
			}
		}
		return false;
	}

	/**
	 * Where any of the operations leads that may be the next one: those that were called
	 * before any other that is not done yet has returned.
	 */
	private List<Place<S>> reachable(Place<S> place) {
		int first = place.done().nextClearBit(0);
		long until = this.operations.get(first).returned();
		List<Place<S>> reachable = new ArrayList<>();
		for (int i = first; i < this.operations.size(); i = place.done().nextClearBit(i + 1)) {
			Operation<I, O> operation = this.operations.get(i);
			if (operation.invoked() <= until) {
				Optional<S> state = next(place.state(), operation);
				if (state.isPresent()) {
					BitSet done = (BitSet) place.done().clone();
					done.set(i);
					reachable.add(new Place<>(done, state.get()));
				}
			}
		}
		return reachable;
	}

	private Optional<S> next(S state, Operation<I, O> operation) {
		O output = operation.output();
		if (output != null) {
			return this.model.next(state, operation.input(), output);
		}
		// Without an effect it is as if it had never been.
		return Optional.of(this.model.next(state, operation.input())).filter((after) -> !after.equals(state));
	}

	/**
	 * A place in the tree.
	 *
	 * @param done which operations have taken effect
	 * @param state what the object is in after them
	 */
	private record Place<S>(BitSet done, S state) {

	}

}
