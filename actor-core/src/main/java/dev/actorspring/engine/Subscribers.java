package dev.actorspring.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

import dev.actorspring.Event;
import dev.actorspring.protocol.Handler;

/**
 * The actors whose messages are handled by one table, as far as they get events. Any
 * thread.
 */
final class Subscribers {

	private final MessageTable table;

	private final EventMeasure measure;

	private final OrderedSet<ActorCell<?>> cells = new OrderedSet<>();

	private final OrderedSet<KeyedFamily<?>> families = new OrderedSet<>();

	private final Map<Handler, EventRoute> routes = new ConcurrentHashMap<>();

	Subscribers(MessageTable table, EventMeasure measure) {
		this.table = table;
		this.measure = measure;
	}

	MessageTable table() {
		return this.table;
	}

	/**
	 * Those that are not keyed.
	 * @return to be added to
	 */
	OrderedSet<ActorCell<?>> cells() {
		return this.cells;
	}

	/**
	 * Those that are.
	 * @return to be added to
	 */
	OrderedSet<KeyedFamily<?>> families() {
		return this.families;
	}

	/**
	 * All of them, each once, in the order in which they have come.
	 * @param partitions of which partitions, if they belong to some
	 * @param action gets each; some may have ended meanwhile
	 */
	void forEach(IntPredicate partitions, Consumer<ActorCell<?>> action) {
		this.cells.list().forEach(action);
		for (KeyedFamily<?> family : this.families.list()) {
			PartitionedCells partitioned = family.partitioned();
			if (partitioned == null) {
				family.cells().forEach(action);
			}
			else {
				family.cells().forEach((cell) -> {
					if (partitions.test(partitioned.partitions().partition(cell.name()))) {
						action.accept(cell);
					}
				});
			}
		}
	}

	/**
	 * How many there are.
	 */
	int active() {
		int active = this.families.list().stream().mapToInt((family) -> family.cells().size()).sum();
		for (ActorCell<?> cell : this.cells.list()) {
			active += cell.isClosed() ? 0 : 1;
		}
		return active;
	}

	/**
	 * What they have handlers for.
	 */
	@SuppressWarnings("unchecked") // looked at
	List<Class<? extends Event>> events() {
		return this.table.protocol()
			.handlers()
			.stream()
			.filter(Handler::subscribes)
			.<Class<? extends Event>>map((handler) -> (Class<? extends Event>) handler.messageType())
			.toList();
	}

	/**
	 * The way of events to one of their handlers.
	 * @param handler the handler
	 * @return the same each time
	 */
	EventRoute route(Handler handler) {
		return this.routes.computeIfAbsent(handler, (missing) -> new EventRoute(this, missing, this.measure));
	}

}
