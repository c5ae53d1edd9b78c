package dev.actorspring.benchmarks.ours;

import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.benchmarks.trial.Contestant.Population;
import dev.actorspring.benchmarks.trial.Tally;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorSystem;

/**
 * Many members, spawned or keyed.
 */
final class Members implements Population {

	private static final Member.Note NOTE = new Member.Note();

	private final ActorRef<Member>[] actors;

	private final Runnable stopped;

	private Members(ActorRef<Member>[] actors, Runnable stopped) {
		this.actors = actors;
		this.stopped = stopped;
		finish();
	}

	@SuppressWarnings("unchecked")
	static Members spawned(ActorSystem system, Specs specs, int count, String prefix) {
		Tally stopped = new Tally(count);
		ActorSpec<Member> member = specs.spec(prefix, Member.class, new Making(stopped));
		return new Members(IntStream.range(0, count)
			.mapToObj((i) -> system.spawn(member.withName(prefix + "-" + i)))
			.toArray(ActorRef[]::new), stopped::await);
	}

	@SuppressWarnings("unchecked")
	static Members keyed(ActorSystem system, String family, int count, String prefix) {
		KeyedActors<Member> members = system.keyed(family, Member.class);
		ActorGauge gauge = system.gauges()
			.stream()
			.filter((each) -> each.actor().equals(family))
			.findFirst()
			.orElseThrow();
		int before = gauge.active();
		return new Members(
				IntStream.range(0, count).mapToObj((i) -> members.get(prefix + "-" + i)).toArray(ActorRef[]::new),
				() -> awaitActive(gauge, before));
	}

	private static void awaitActive(ActorGauge gauge, int expected) {
		while (gauge.active() > expected) {
			LockSupport.parkNanos(1_000_000);
		}
	}

	@Override
	public void tell(int index) {
		this.actors[index].tell(NOTE);
	}

	@Override
	public long finish() {
		Tally tally = new Tally(this.actors.length);
		Member.Report last = new Member.Report(tally);
		for (ActorRef<Member> actor : this.actors) {
			actor.tell(last);
		}
		return tally.await();
	}

	@Override
	public void close() {
		Member.Leave leave = new Member.Leave();
		for (ActorRef<Member> actor : this.actors) {
			actor.tell(leave);
		}
		this.stopped.run();
	}

	/**
	 * Makes the spawned ones.
	 *
	 * @param stopped gets a report of each that has stopped
	 */
	private record Making(Tally stopped) implements ActorFactory<Member> {

		@Override
		public Member create(ActorContext<Member> context) {
			return new Member(context);
		}

		@Override
		public void destroy(Member actor) {
			this.stopped.report(1);
		}

	}

}
