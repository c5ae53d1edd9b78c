package dev.actorspring.benchmarks.jdk;

import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.actorspring.benchmarks.trial.Contestant.Population;
import dev.actorspring.benchmarks.trial.Tally;

/**
 * Many members.
 */
final class Members implements Population {

	private static final Member.Note NOTE = new Member.Note();

	private final QueueActor<Member.Command>[] actors;

	@SuppressWarnings("unchecked")
	Members(int count, long pauseMillis) {
		this.actors = Stream.generate(() -> new QueueActor<>(new Member(pauseMillis)))
			.limit(count)
			.toArray(QueueActor[]::new);
	}

	@Override
	public void tell(int index) {
		this.actors[index].tell(NOTE);
	}

	@Override
	public long finish() {
		Tally tally = new Tally(this.actors.length);
		Member.Report last = new Member.Report(tally);
		for (QueueActor<Member.Command> actor : this.actors) {
			actor.tell(last);
		}
		return tally.await();
	}

	@Override
	public void close() {
		for (QueueActor<Member.Command> actor : this.actors) {
			actor.stop();
		}
	}

	/**
	 * Counts its messages, and blocks for each if it is told to.
	 */
	private static final class Member implements Consumer<Member.Command> {

		private final long pause;

		private int count;

		Member(long pause) {
			this.pause = pause;
		}

		@Override
		public void accept(Command command) {
			if (this.pause > 0) {
				try {
					Thread.sleep(this.pause);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
			this.count++;
			if (command instanceof Report(Tally to)) {
				to.report(this.count);
			}
		}

		sealed interface Command {

		}

		record Note() implements Command {

		}

		record Report(Tally to) implements Command {

		}

	}

}
