package dev.actorspring.benchmarks.pekko;

import java.util.List;
import java.util.stream.IntStream;

import dev.actorspring.benchmarks.trial.Contestant.Population;
import dev.actorspring.benchmarks.trial.Tally;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/**
 * Many members under the root actor.
 */
final class Members implements Population {

	private static final Member.Note NOTE = new Member.Note();

	private final ActorRef<Member.Command>[] actors;

	@SuppressWarnings("unchecked")
	Members(Guardian guardian, int count, Behavior<Member.Command> behavior, Props props) {
		List<ActorRef<Member.Command>> started = guardian.run((context) -> IntStream.range(0, count)
			.mapToObj((i) -> context.spawnAnonymous(behavior, props))
			.toList());
		this.actors = started.toArray(ActorRef[]::new);
	}

	@Override
	public void tell(int index) {
		this.actors[index].tell(NOTE);
	}

	@Override
	public long finish() {
		Tally tally = new Tally(this.actors.length);
		Member.Report last = new Member.Report(tally);
		for (ActorRef<Member.Command> actor : this.actors) {
			actor.tell(last);
		}
		return tally.await();
	}

	@Override
	public void close() {
		Tally tally = new Tally(this.actors.length);
		Member.Leave leave = new Member.Leave(tally);
		for (ActorRef<Member.Command> actor : this.actors) {
			actor.tell(leave);
		}
		tally.await();
	}

}
