package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntPredicate;

import dev.actorspring.Event;
import dev.actorspring.Topic;
import dev.actorspring.protocol.Handler;
import dev.actorspring.spi.Nodes;
import dev.actorspring.system.TopicProbe;
import dev.actorspring.system.TopicSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Who gets which events on this node. Any thread.
 * <p>
 * A subscription is nothing that an actor has: it follows from its class. So what is kept
 * is, for each table of handlers with some for events, the cells that are served by it;
 * of a keyed family the family, whose cells are looked at when there is an event. Who has
 * no handler for events is not here at all.
 */
final class Topics {

	private static final IntPredicate ALL = (partition) -> true;

	private final Engine engine;

	private final EventMeasure measure;

	/** Those that somebody has asked for. */
	private final Set<Class<? extends Event>> known = ConcurrentHashMap.newKeySet();

	/** Made anew when somebody subscribes by another table. */
	private volatile Subscriptions subscriptions = new Subscriptions(Map.of());

	Topics(Engine engine, List<TopicProbe> probes) {
		this.engine = engine;
		this.measure = new EventMeasure(probes);
	}

	<E extends Event> Topic<E> topic(Class<E> type) {
		if (!Event.class.isAssignableFrom(Objects.requireNonNull(type, "type"))) {
			throw new IllegalArgumentException(type.getName() + " is no event: let it implement " + Event.class);
		}
		if (this.known.add(type)) {
			this.engine.types().messages().add(type);
		}
		return new LocalTopic<>(this, type);
	}

	/**
	 * An actor that is not keyed gets events from now on, if it has handlers for some.
	 * @param cell the actor, possibly there already
	 */
	void add(ActorCell<?> cell) {
		if (cell.type().messages().subscribes()) {
			subscribers(cell.type().messages()).cells().add(cell);
		}
	}

	/**
	 * An actor is about to start, possibly after it had ended for good.
	 * @param cell the actor
	 */
	void started(ActorCell<?> cell) {
		if (cell.type().messages().subscribes() && !(cell.parent() instanceof KeyedFamily)
				&& !(cell.parent() instanceof PoolWorkers)) {
			add(cell);
		}
	}

	/**
	 * An actor that is not keyed has ended for good.
	 * @param cell the actor
	 */
	void remove(ActorCell<?> cell) {
		Subscribers present = this.subscriptions.of(cell.type().messages());
		if (present != null) {
			present.cells().remove(cell);
		}
	}

	/**
	 * The actors of a family get events from now on, if they have handlers for some.
	 * @param family the family, possibly there already
	 */
	void add(KeyedFamily<?> family) {
		if (family.type().messages().subscribes()) {
			subscribers(family.type().messages()).families().add(family);
		}
	}

	/**
	 * A family has ended for good.
	 * @param family the family
	 */
	void remove(KeyedFamily<?> family) {
		Subscribers present = this.subscriptions.of(family.type().messages());
		if (present != null) {
			present.families().remove(family);
		}
	}

	private Subscribers subscribers(MessageTable table) {
		Subscribers present = this.subscriptions.of(table);
		return (present != null) ? present : addSubscribers(table);
	}

	private synchronized Subscribers addSubscribers(MessageTable table) {
		Subscribers present = this.subscriptions.of(table);
		if (present == null) {
			present = new Subscribers(table, this.measure);
			this.subscriptions = this.subscriptions.with(present);
		}
		return present;
	}

	/**
	 * Publishes an event, when it may be seen.
	 * @param event the event
	 */
	void publish(Event event) {
		Object context = this.engine.contexts().capture();
		Objects.requireNonNull(event, "event");
		if (!Outbox.mayKeepBack(this.engine)
				|| !Outbox.keepBack(() -> publishNow(event, context), EventMeasure.NEVER_PUBLISHED)) {
			publishNow(event, context);
		}
	}

	private void publishNow(Event event, @Nullable Object context) {
		this.measure.published(event.getClass());
		Nodes nodes = this.engine.nodes();
		deliver(event, context, (nodes != null) ? nodes.publish(event, context) : ALL);
	}

	/**
	 * Sends an event to all subscribers on this node.
	 * @param event the event, published here or elsewhere
	 * @param context what its publisher's thread had in place, or {@code null}
	 * @param partitions of which partitions those get it that belong to some
	 */
	void deliver(Event event, @Nullable Object context, IntPredicate partitions) {
		Object payload = (context != null) ? new ContextMessage(event, context) : event;
		for (EventRoute route : this.subscriptions.routes(event.getClass())) {
			route.send(event, payload, partitions);
		}
	}

	List<TopicSnapshot> snapshots() {
		Map<String, Class<? extends Event>> types = new TreeMap<>();
		this.known.forEach((type) -> types.put(type.getName(), type));
		for (Subscribers each : this.subscriptions.all()) {
			each.events().forEach((type) -> types.put(type.getName(), type));
		}
		return types.values().stream().map(this::snapshot).toList();
	}

	private TopicSnapshot snapshot(Class<? extends Event> type) {
		Map<String, Integer> active = new TreeMap<>();
		for (Subscribers each : this.subscriptions.all()) {
			if (each.events()
				.stream()
				.anyMatch((event) -> event.isAssignableFrom(type) || type.isAssignableFrom(event))) {
				active.merge(each.table().name(), each.active(), Integer::sum);
			}
		}
		return new TopicSnapshot(type,
				active.entrySet()
					.stream()
					.map((entry) -> new TopicSnapshot.Subscriber(entry.getKey(), entry.getValue()))
					.sorted(Comparator.comparing(TopicSnapshot.Subscriber::actor))
					.toList());
	}

	/**
	 * The tables by which somebody subscribes, and what follows from them: whoever sees
	 * one that is new never goes by a way of events that leaves it out.
	 *
	 * @param byTable in the order in which they have come, and never changed
	 * @param routes by the class of an event, found when there is the first
	 */
	private record Subscriptions(Map<MessageTable, Subscribers> byTable,
			ConcurrentMap<Class<?>, List<EventRoute>> routes) {

		Subscriptions(Map<MessageTable, Subscribers> byTable) {
			this(byTable, new ConcurrentHashMap<>());
		}

		@Nullable Subscribers of(MessageTable table) {
			return this.byTable.get(table);
		}

		Collection<Subscribers> all() {
			return this.byTable.values();
		}

		Subscriptions with(Subscribers added) {
			Map<MessageTable, Subscribers> more = new LinkedHashMap<>(this.byTable);
			more.put(added.table(), added);
			return new Subscriptions(more);
		}

		List<EventRoute> routes(Class<?> event) {
			List<EventRoute> present = this.routes.get(event);
			return (present != null) ? present : this.routes.computeIfAbsent(event, this::findRoutes);
		}

		private List<EventRoute> findRoutes(Class<?> event) {
			List<EventRoute> found = new ArrayList<>();
			for (Subscribers each : all()) {
				Handler handler = each.table().protocol().handler(event).orElse(null);
				if (handler != null && handler.subscribes()) {
					found.add(each.route(handler));
				}
			}
			return List.copyOf(found);
		}

	}

	/**
	 * A topic of this system.
	 *
	 * @param <E> the type of the events
	 * @param topics publishes them
	 * @param type the type of the events
	 */
	private record LocalTopic<E extends Event>(Topics topics, Class<E> type) implements Topic<E> {

		@Override
		public void publish(E event) {
			this.topics.publish(event);
		}

		@Override
		public String toString() {
			return "Topic[" + EventMeasure.name(this.type) + "]";
		}

	}

}
