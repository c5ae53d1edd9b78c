package dev.actorspring.benchmarks.ours;

import java.util.function.LongConsumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;

/**
 * A leaf answers with its number, an inner actor with the sum of its ten children. Each
 * ends when it has answered.
 */
class Skynet {

	private static final int CHILDREN = 10;

	private final ActorContext<Skynet> context;

	private final Specs specs;

	private final LongConsumer answer;

	private int missing = CHILDREN;

	private long sum;

	Skynet(ActorContext<Skynet> context, Specs specs, LongConsumer answer) {
		this.context = context;
		this.specs = specs;
		this.answer = answer;
	}

	@Receive
	void begin(Begin message) {
		if (message.leaves() == 1) {
			answer(message.first());
			return;
		}
		int each = message.leaves() / CHILDREN;
		ActorRef<Skynet> self = this.context.self();
		ActorSpec<Skynet> child = this.specs.spec("child", Skynet.class,
				(context) -> new Skynet(context, this.specs, (sum) -> self.tell(new Answer(sum))));
		for (int i = 0; i < CHILDREN; i++) {
			this.context.spawn(child.withName(String.valueOf(i)))
				.tell(new Begin(message.first() + (long) i * each, each));
		}
	}

	@Receive
	void add(Answer message) {
		this.sum += message.sum();
		if (--this.missing == 0) {
			answer(this.sum);
		}
	}

	private void answer(long result) {
		this.answer.accept(result);
		this.context.stop();
	}

	record Begin(long first, int leaves) implements Message<Skynet> {

	}

	record Answer(long sum) implements Message<Skynet> {

	}

}
