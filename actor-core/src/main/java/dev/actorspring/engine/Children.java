package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The children of a supervisor in start order. Changed by the supervisor's own tasks
 * only; read by any thread, except by node.
 */
final class Children {

	private final ConcurrentNavigableMap<Integer, Child> byOrder = new ConcurrentSkipListMap<>();

	private final ConcurrentMap<String, Child> byId = new ConcurrentHashMap<>();

	private final ConcurrentNavigableMap<Integer, SupervisorCell> supervisors = new ConcurrentSkipListMap<>();

	private final Map<Node, Child> byNode = new HashMap<>();

	private int added;

	/**
	 * Adds a child as the last.
	 * @param child not present
	 */
	void add(Child child) {
		child.order(this.added++);
		put(child);
	}

	/**
	 * Puts a child where it was before.
	 * @param child possibly present
	 */
	void put(Child child) {
		this.byOrder.put(child.order(), child);
		this.byId.put(child.node().name(), child);
		if (child.node() instanceof SupervisorCell supervisor) {
			this.supervisors.put(child.order(), supervisor);
		}
		this.byNode.put(child.node(), child);
	}

	/**
	 * Removes a child. Its node is still known until it has answered.
	 * @param child possibly present
	 */
	void remove(Child child) {
		this.byOrder.remove(child.order());
		this.byId.remove(child.node().name(), child);
		this.supervisors.remove(child.order());
		settle(child);
	}

	/**
	 * Forgets the node of a child that has been removed, if it has nothing to answer.
	 * @param child the child
	 */
	void settle(Child child) {
		if (!child.isBeingStopped() && this.byOrder.get(child.order()) != child) {
			this.byNode.remove(child.node());
		}
	}

	@Nullable Child find(String id) {
		return this.byId.get(id);
	}

	/**
	 * Finds the child of a node.
	 * @param node any node
	 * @return the child, or {@code null} if it has been removed
	 */
	@Nullable Child of(Node node) {
		return this.byNode.get(node);
	}

	/**
	 * How many there are.
	 * @return a best effort while that changes
	 */
	int size() {
		return this.byId.size();
	}

	/**
	 * All children.
	 * @return a copy
	 */
	List<Child> inOrder() {
		return new ArrayList<>(this.byOrder.values());
	}

	/**
	 * Those that are supervisors, in the same order.
	 * @return a view
	 */
	Collection<SupervisorCell> supervisors() {
		return this.supervisors.values();
	}

	/**
	 * Those that have been removed, but have not answered their last stop.
	 * @return a copy
	 */
	List<Child> leaving() {
		return this.byNode.values()
			.stream()
			.filter((child) -> this.byOrder.get(child.order()) != child)
			.collect(Collectors.toCollection(ArrayList::new));
	}

	/**
	 * A child and all that were added after it.
	 * @param child where to begin
	 * @return a copy
	 */
	List<Child> from(Child child) {
		return new ArrayList<>(this.byOrder.tailMap(child.order(), true).values());
	}

}
