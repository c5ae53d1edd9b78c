package dev.actorspring.benchmarks.ours;

import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.benchmarks.trial.Tally;

/**
 * One of many: counts its messages.
 */
class Member {

	private final ActorContext<Member> context;

	private int count;

	Member(ActorContext<Member> context) {
		this.context = context;
	}

	@Receive
	void note(Note message) {
		this.count++;
	}

	@Receive
	void report(Report message) {
		this.count++;
		message.to().report(this.count);
	}

	@Receive
	void leave(Leave message) {
		this.context.stop();
	}

	record Note() implements Message<Member> {

	}

	record Report(Tally to) implements Message<Member> {

	}

	record Leave() implements Message<Member> {

	}

}
