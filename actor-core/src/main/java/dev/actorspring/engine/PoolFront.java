package dev.actorspring.engine;

import java.lang.reflect.Modifier;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.PoolRouting;
import dev.actorspring.Prioritized;
import dev.actorspring.Routed;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.protocol.Handler;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * What is special about the cell of a pool, in whose mailbox the messages wait: its
 * incarnation begins when the workers have started, and handles nothing itself.
 */
final class PoolFront implements ActorInterceptor {

	private static final ActorFactory<?> FACTORY = (context) -> {
		IncarnationContext<?> front = (IncarnationContext<?>) context;
		Pool pool = front.cell().pool();
		front.resources().adopt(pool.open());
		return pool;
	};

	/** Who is around the workers, if anybody is. */
	private final @Nullable ActorInterceptor around;

	private final boolean limits;

	private PoolFront(@Nullable ActorInterceptor around, boolean limits) {
		this.around = around;
		this.limits = limits;
	}

	/**
	 * Creates one, for a pool that can be.
	 * @param spec how the pool is started
	 * @param protocol what its workers understand
	 * @param around who is around the workers
	 * @throws ActorConfigurationException if there cannot be such a pool
	 */
	static PoolFront of(ActorSpec<?> spec, ActorProtocol protocol, @Nullable ActorInterceptor around) {
		if (protocol.states() != null) {
			throw new ActorConfigurationException(
					"'" + spec.name() + "' is a pool, but has @States, and each of its workers would be in another",
					"Let it be one actor, without @Pool, or a keyed actor, with a state for each key.");
		}
		for (Handler handler : protocol.handlers()) {
			if (handler.batch() > 0) {
				throw new ActorConfigurationException(
						"'" + spec.name() + "' is a pool, but " + handler + " takes a batch of its messages",
						"Let it take one message, as each goes to whichever worker is idle, or have one actor "
								+ "without @Pool take them all.");
			}
		}
		if (spec.pool() != null && spec.pool().routing() == PoolRouting.BY_KEY) {
			for (Handler handler : protocol.handlers()) {
				if (!Routed.class.isAssignableFrom(handler.messageType())) {
					throw new ActorConfigurationException(
							"The pool '" + spec.name() + "' routes by key, but " + handler.messageType().getName()
									+ " has none",
							"Have it implement " + Routed.class.getName() + ", or let the pool route "
									+ PoolRouting.SHARED + ".");
				}
			}
		}
		return new PoolFront(around, around != null && Interception.limitsMailbox(around, spec));
	}

	/**
	 * Whether there may be messages that are more urgent than others.
	 */
	static boolean ranks(ActorProtocol protocol) {
		return protocol.handlers()
			.stream()
			.map(Handler::messageType)
			.anyMatch((type) -> Prioritized.class.isAssignableFrom(type) || !Modifier.isFinal(type.getModifiers()));
	}

	/**
	 * What makes the incarnations of such a cell. Their instance is no actor, but nobody
	 * ever looks at it.
	 */
	@SuppressWarnings("unchecked")
	static <A> ActorFactory<A> factory() {
		return (ActorFactory<A>) FACTORY;
	}

	/**
	 * Has one of the workers handle what is meant for the pool as a whole, and must not
	 * be refused.
	 */
	static void deliver(ActorCell<?> front, Message<?> message) {
		if (front.offer(message, Integer.MAX_VALUE, front.type().engine().timer().coarse()) == Offer.WAKE) {
			front.wake();
		}
		front.pool().arrived();
	}

	@Override
	public CompletionStage<?> beforeStart(ActorHandle actor) {
		return ((ActorCell<?>) actor).pool().lifecycle().begin();
	}

	@Override
	public void ended(ActorHandle actor, ExitReason reason) {
		((ActorCell<?>) actor).pool().lifecycle().giveUp();
	}

	/**
	 * So that whoever sends comes by where the workers are woken.
	 */
	@Override
	public boolean limitsMailbox() {
		return true;
	}

	@Override
	public boolean isFull(ActorHandle actor) {
		return this.limits && this.around != null && this.around.isFull(actor);
	}

	@Override
	public boolean admitsWithoutRoom(ActorHandle actor, Message<?> message) {
		return this.around != null && this.around.admitsWithoutRoom(actor, message);
	}

}
