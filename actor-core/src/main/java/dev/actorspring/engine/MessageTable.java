package dev.actorspring.engine;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import dev.actorspring.engine.mailbox.TurnLength;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.protocol.ActorStates;
import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.StateDiagram;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.SamplingProbe;
import dev.actorspring.system.TurnObserver;
import org.jspecify.annotations.Nullable;

/**
 * What to do with a message, by its class; and what is counted under the same name.
 */
final class MessageTable {

	private final ActorProtocol protocol;

	private final Engine engine;

	/** The name under which it is measured: never a key. */
	private final String name;

	/** Whether it serves more than one actor or keyed family. */
	private final boolean shared;

	private final LongAdder active = new LongAdder();

	private final LongAdder discarded = new LongAdder();

	private volatile boolean quick;

	private volatile boolean startsSlowly;

	/** Copied on write, so that reading needs no lock. */
	private volatile Slots slots = new Slots(Map.of());

	private final @Nullable StateDiagram diagram;

	MessageTable(ActorProtocol protocol, Engine engine, String name, boolean shared) {
		this.protocol = protocol;
		ActorStates states = protocol.states();
		this.diagram = (states != null) ? StateDiagram.of(states) : null;
		this.engine = engine;
		this.name = name;
		this.shared = shared;
	}

	String name() {
		return this.name;
	}

	Engine engine() {
		return this.engine;
	}

	boolean isShared() {
		return this.shared;
	}

	/**
	 * How many actors that handle messages by this table run.
	 * @return to be added to
	 */
	LongAdder active() {
		return this.active;
	}

	/**
	 * Messages have left a mailbox without being handled.
	 * @param count how many
	 */
	void discarded(int count) {
		this.discarded.add(count);
	}

	/**
	 * Turns a count of messages taken from mailboxes into one of messages handled.
	 * @param taken of the one actor or family that this serves
	 * @return without those that were discarded; the same if it serves several
	 */
	long handled(long taken) {
		return this.shared ? taken : Math.max(0, taken - this.discarded.sum());
	}

	/**
	 * Notes what one of the actors comes to.
	 * @param pace nanoseconds for each message
	 */
	void served(float pace) {
		boolean now = pace < TurnLength.QUICK_FOR_A_FIRST;
		if (now != this.quick) {
			this.quick = now;
		}
	}

	/**
	 * Notes how one of the actors has started.
	 * @param nanos how long that took
	 */
	void started(long nanos) {
		boolean now = nanos > TurnLength.HOLDS_UP;
		if (now != this.startsSlowly) {
			this.startsSlowly = now;
		}
	}

	/**
	 * Whether an actor of which nothing is known yet is taken for quick.
	 * @return {@code true} if the one that was timed last was
	 * {@linkplain TurnLength#QUICK_FOR_A_FIRST quick enough}, and the one that was
	 * started last, and not restarted, has started at once
	 */
	boolean isQuick() {
		return this.quick && !this.startsSlowly;
	}

	ActorProtocol protocol() {
		return this.protocol;
	}

	/**
	 * The states of the actors.
	 * @return {@code null} if they have none
	 */
	@Nullable StateDiagram diagram() {
		return this.diagram;
	}

	/**
	 * Whether the actors get events.
	 * @return {@code true} if there is a handler for some
	 */
	boolean subscribes() {
		return this.protocol.subscribes();
	}

	Slot slot(Class<?> message) {
		Slot slot = this.slots.find(message);
		return (slot != null) ? slot : addSlot(message);
	}

	private synchronized Slot addSlot(Class<?> message) {
		Slot present = this.slots.find(message);
		if (present != null) {
			return present;
		}
		Handler handler = this.protocol.handler(message).orElse(null);
		Slot slot = (handler != null) ? slot(handler, hasName(message) ? message : handler.messageType())
				: new Slot(null, null, null, null, new LendingPolicy(), null);
		Map<Class<?>, Slot> copy = new LinkedHashMap<>(this.slots.all);
		copy.put(message, slot);
		this.slots = new Slots(copy);
		return slot;
	}

	private Slot slot(Handler handler, Class<?> measured) {
		MessageProbe probe = this.engine.probe(this.name, measured);
		Slot slot = new Slot(handler, probe, (probe instanceof SamplingProbe sampling) ? sampling : null,
				this.engine.observer(this.name, measured), new LendingPolicy(), null);
		ActorStates states = this.protocol.states();
		return (states == null) ? slot
				: slot.by(null, new StateSlots(states, handler, (inState, all) -> slot.by(inState, all)));
	}

	/**
	 * Whether a class has a name in the code. Those of lambdas and proxies are made up at
	 * run time.
	 */
	private static boolean hasName(Class<?> message) {
		return !message.isAnonymousClass() && !message.isHidden() && !message.isSynthetic()
				&& !Proxy.isProxyClass(message);
	}

	/**
	 * Finds slots, without hashing where there are few, as an actor that is told
	 * something now and then looks for one each time.
	 */
	private static final class Slots {

		private static final int FEW = 8;

		private final Class<?>[] messages;

		private final Slot[] few;

		private final Map<Class<?>, Slot> all;

		Slots(Map<Class<?>, Slot> all) {
			this.messages = all.keySet().stream().limit(FEW).toArray(Class<?>[]::new);
			this.few = all.values().stream().limit(FEW).toArray(Slot[]::new);
			this.all = all;
		}

		@Nullable Slot find(Class<?> message) {
			Class<?>[] known = this.messages;
			for (int i = 0; i < known.length; i++) {
				if (known[i] == message) {
					return this.few[i];
				}
			}
			return (known.length < FEW) ? null : this.all.get(message);
		}

	}

	/**
	 * What to do with messages of one class.
	 *
	 * @param handler who handles it, or {@code null} if nobody does, or it depends on the
	 * state
	 * @param probe who measures it, or {@code null} if nobody does
	 * @param sampling the same, if it is content with a sample
	 * @param observer who observes it, or {@code null} if nobody does
	 * @param lending whether it is handled on threads that are lent
	 * @param states what to do in each state, or {@code null} for actors without
	 */
	record Slot(@Nullable Handler handler, @Nullable MessageProbe probe, @Nullable SamplingProbe sampling,
			@Nullable TurnObserver observer, LendingPolicy lending, @Nullable StateSlots states) {

		Slot by(@Nullable Handler other, StateSlots all) {
			return new Slot(other, this.probe, this.sampling, this.observer, this.lending, all);
		}

		/**
		 * Whether each of the messages is to be timed.
		 * @return {@code false} if nobody measures, or a sample is enough
		 */
		boolean timesAll() {
			return this.probe != null && this.sampling == null;
		}

	}

}
