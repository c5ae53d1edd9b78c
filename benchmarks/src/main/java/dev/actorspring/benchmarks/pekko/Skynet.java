package dev.actorspring.benchmarks.pekko;

import java.util.function.LongConsumer;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * A leaf answers with its number, an inner actor with the sum of its ten children. Each
 * ends when it has answered.
 */
final class Skynet extends AbstractBehavior<Long> {

	private static final int CHILDREN = 10;

	private final LongConsumer answer;

	private int missing = CHILDREN;

	private long sum;

	private Skynet(ActorContext<Long> context, long first, int leaves, LongConsumer answer) {
		super(context);
		this.answer = answer;
		int each = leaves / CHILDREN;
		ActorRef<Long> self = context.getSelf();
		for (int i = 0; i < CHILDREN; i++) {
			context.spawnAnonymous(create(first + (long) i * each, each, self::tell));
		}
	}

	static Behavior<Long> create(long first, int leaves, LongConsumer answer) {
		return Behaviors.setup((context) -> {
			if (leaves == 1) {
				answer.accept(first);
				return Behaviors.stopped();
			}
			return new Skynet(context, first, leaves, answer);
		});
	}

	@Override
	public Receive<Long> createReceive() {
		return newReceiveBuilder().onAnyMessage(this::add).build();
	}

	private Behavior<Long> add(Long part) {
		this.sum += part;
		if (--this.missing > 0) {
			return this;
		}
		this.answer.accept(this.sum);
		return Behaviors.stopped();
	}

}
