package dev.actorspring.benchmarks.cajun;

import java.util.function.LongConsumer;

import com.cajunsystems.ActorContext;
import com.cajunsystems.Pid;
import com.cajunsystems.handler.Handler;

/**
 * A leaf answers with its number, an inner actor with the sum of its ten children. Each
 * ends when it has answered.
 */
final class Skynet implements Handler<Skynet.Command> {

	private static final int CHILDREN = 10;

	private final Cajun cajun;

	private final LongConsumer answer;

	private int missing = CHILDREN;

	private long sum;

	private Skynet(Cajun cajun, LongConsumer answer) {
		this.cajun = cajun;
		this.answer = answer;
	}

	static void start(Cajun cajun, long first, int leaves, LongConsumer answer) {
		cajun.actorOf(new Skynet(cajun, answer)).spawn().tell(new Begin(first, leaves));
	}

	@Override
	public void receive(Command command, ActorContext context) {
		switch (command) {
			case Begin(long first, int leaves) -> begin(first, leaves, context);
			case Answer(long part) -> {
				this.sum += part;
				if (--this.missing == 0) {
					answer(this.sum, context);
				}
			}
		}
	}

	private void begin(long first, int leaves, ActorContext context) {
		if (leaves == 1) {
			answer(first, context);
			return;
		}
		int each = leaves / CHILDREN;
		Pid self = context.self();
		for (int i = 0; i < CHILDREN; i++) {
			start(this.cajun, first + (long) i * each, each, (part) -> self.tell(new Answer(part)));
		}
	}

	private void answer(long result, ActorContext context) {
		this.answer.accept(result);
		context.stop();
	}

	sealed interface Command {

	}

	record Begin(long first, int leaves) implements Command {

	}

	record Answer(long part) implements Command {

	}

}
