package dev.actorspring.engine;

import java.time.Duration;
import java.util.function.Supplier;

import dev.actorspring.ActorFactory;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.engine.log.RepeatLog;
import dev.actorspring.engine.log.Texts;
import dev.actorspring.engine.mailbox.MailboxCursor;
import dev.actorspring.protocol.Handler;
import dev.actorspring.spi.LogLine;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.system.ActorEvent;
import org.jspecify.annotations.Nullable;

/**
 * What all cells made in the same way share.
 *
 * @param <A> the actor class
 */
final class ActorType<A> {

	/** Whether factories of a class do anything to let go of an instance. */
	private static final ClassValue<Boolean> DESTROYS = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> factory) {
			try {
				return factory.getMethod("destroy", Object.class).getDeclaringClass() != ActorFactory.class;
			}
			catch (NoSuchMethodException ex) {
				// Of a class that cannot be seen from here.
				return true;
			}
		}

	};

	private final Engine engine;

	private final ActorSpec<A> spec;

	private final MessageTable messages;

	/** Read for each message that is sent, and so are the next two. */
	private final int room;

	private final boolean dropsOldest;

	private final boolean refusesEarly;

	private final int capacity;

	private final byte headMovedAfter;

	private final boolean pool;

	private final boolean destroys;

	private final @Nullable ActorInterceptor interceptor;

	/**
	 * Whether any of its actors may have something put aside. Whoever does so sets it
	 * first, so the owners of that cell see it.
	 */
	private boolean postpones;

	ActorType(Engine engine, ActorSpec<A> spec, MessageTable messages) {
		this.engine = engine;
		this.pool = spec.pool() != null;
		ActorInterceptor around = engine.interceptor(spec, messages.protocol());
		this.interceptor = this.pool ? PoolFront.of(spec, messages.protocol(), around) : around;
		this.spec = spec;
		this.messages = messages;
		this.capacity = spec.mailbox().capacity();
		this.room = (this.interceptor != null && Interception.limitsMailbox(this.interceptor, spec)) ? 0
				: this.capacity;
		this.dropsOldest = spec.mailbox().overflow() == Overflow.DROP_OLDEST;
		this.refusesEarly = spec.mailbox().earlyRefusal();
		engine.stuckTurns().heed(spec.turnLimits());
		this.headMovedAfter = MailboxCursor.howMany(this.capacity, isTakenByMany());
		this.destroys = !this.pool && DESTROYS.get(spec.factory().getClass());
	}

	Engine engine() {
		return this.engine;
	}

	/**
	 * How to start them. Not for the name, which belongs to the cell.
	 * @return the spec
	 */
	ActorSpec<A> spec() {
		return this.spec;
	}

	/**
	 * Whether it is a pool, the messages of which others handle.
	 */
	boolean isPool() {
		return this.pool;
	}

	/**
	 * What makes the incarnations.
	 */
	ActorFactory<A> factory() {
		return this.pool ? PoolFront.factory() : this.spec.factory();
	}

	/**
	 * An incarnation runs that handles messages.
	 */
	void begun() {
		if (!this.pool) {
			this.messages.active().increment();
		}
	}

	/**
	 * An incarnation has ended that has handled messages.
	 */
	void ended() {
		if (!this.pool) {
			this.messages.active().decrement();
		}
	}

	/**
	 * The name under which they are measured.
	 * @return never a key
	 */
	String name() {
		return this.messages.name();
	}

	MessageTable messages() {
		return this.messages;
	}

	Slot slot(Class<?> message) {
		return this.messages.slot(message);
	}

	/**
	 * Whether a message may be handled while the actor waits.
	 * @param message the message
	 * @return {@code true} if its handler says so
	 */
	boolean isInterleaved(Message<?> message) {
		Slot slot = slot(message.getClass());
		Handler handler = slot.handler();
		StateSlots states = slot.states();
		return (handler != null) ? handler.interleave() : states != null && states.interleave();
	}

	/**
	 * Whether there is any message that may be handled while the actor waits.
	 * @return {@code true} if one of its handlers says so
	 */
	boolean interleaves() {
		return this.messages.protocol().interleaves();
	}

	int capacity() {
		return this.capacity;
	}

	/**
	 * After how many messages the head of the mailbox is moved.
	 * @return see {@link MailboxCursor#howMany}
	 */
	byte headMovedAfter() {
		return this.headMovedAfter;
	}

	/**
	 * How many messages are let in without another look.
	 * @return the capacity, or 0 if an interceptor has a say in it
	 */
	int room() {
		return this.room;
	}

	boolean dropsOldest() {
		return this.dropsOldest;
	}

	/**
	 * Whether others than the owner take from the mailbox.
	 */
	boolean isTakenByMany() {
		return this.dropsOldest || this.pool;
	}

	boolean refusesEarly() {
		return this.refusesEarly;
	}

	/**
	 * Whether the mailbox is all that there is to take from.
	 * @return {@code true} until one of its actors puts something aside
	 */
	boolean takesFromMailbox() {
		return this.interceptor == null && !this.postpones;
	}

	/**
	 * One of its actors is about to put something aside. Owner of that only.
	 */
	void postpones() {
		this.postpones = true;
	}

	/**
	 * Who is around the incarnations and turns.
	 * @return {@code null} if nobody is
	 */
	@Nullable ActorInterceptor interceptor() {
		return this.interceptor;
	}

	/**
	 * How long a factory may take.
	 * @return what the spec says, or else the system
	 */
	Duration startTimeout() {
		Duration own = this.spec.startTimeout();
		return (own != null) ? own : this.engine.startTimeout();
	}

	/**
	 * How long it may take to stop.
	 * @return of a pool more than its workers may take
	 */
	Duration shutdownTimeout() {
		Duration own = this.spec.shutdownTimeout();
		return this.pool ? own.plus(Node.GRACE.multipliedBy(3)) : own;
	}

	/**
	 * Whether code of the application runs when an incarnation has ended.
	 * @return {@code false} if the factory has none
	 */
	boolean destroys() {
		return this.destroys;
	}

	void deadLetter(String path, Message<?> message, ActorEvent.DeadLetter.Reason reason) {
		deadLetter(path, message, reason, reason::text);
	}

	/**
	 * Advice has refused a message that nobody waits for.
	 * @param path whom it was for
	 * @param message the message
	 * @param refusal what the advice threw
	 */
	void refused(String path, Message<?> message, Throwable refusal) {
		ActorEvent.DeadLetter.Reason reason = ActorEvent.DeadLetter.Reason.REFUSED;
		deadLetter(path, message, reason, () -> reason.text() + ": " + Texts.line(Texts.describe(refusal)));
	}

	void deadLetter(String path, Message<?> message, ActorEvent.DeadLetter.Reason reason, Supplier<String> why) {
		this.engine.repeats()
			.write(new RepeatLog.Subject("dead letter", LogLine.label(reason), name(), message.getClass()),
					() -> message.getClass().getSimpleName() + " to " + path + " is a dead letter: " + why.get());
		this.engine.publish(new ActorEvent.DeadLetter(name(), path, message, reason));
	}

	/**
	 * Whether a spec says the same but for the name.
	 * @param other the spec
	 * @return {@code true} if its actors can share this object
	 */
	boolean suits(ActorSpec<?> other) {
		return this.spec.saysTheSame(other);
	}

}
