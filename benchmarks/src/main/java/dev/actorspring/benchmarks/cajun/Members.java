package dev.actorspring.benchmarks.cajun;

import java.util.stream.Stream;

import com.cajunsystems.ActorContext;
import com.cajunsystems.Pid;
import com.cajunsystems.handler.Handler;
import dev.actorspring.benchmarks.trial.Contestant.Population;
import dev.actorspring.benchmarks.trial.Tally;

/**
 * Many members.
 */
final class Members implements Population {

	private static final Note NOTE = new Note();

	private final Pid[] actors;

	Members(Cajun cajun, int count, long pauseMillis) {
		this.actors = Stream.generate(() -> cajun.actorOf(new Member(pauseMillis)).spawn())
			.limit(count)
			.toArray(Pid[]::new);
	}

	@Override
	public void tell(int index) {
		this.actors[index].tell(NOTE);
	}

	@Override
	public long finish() {
		Tally tally = new Tally(this.actors.length);
		Report last = new Report(tally);
		for (Pid actor : this.actors) {
			actor.tell(last);
		}
		return tally.await();
	}

	@Override
	public void close() {
		Tally tally = new Tally(this.actors.length);
		Leave leave = new Leave(tally);
		for (Pid actor : this.actors) {
			actor.tell(leave);
		}
		tally.await();
	}

	private sealed interface Command {

	}

	private record Note() implements Command {

	}

	private record Report(Tally to) implements Command {

	}

	private record Leave(Tally to) implements Command {

	}

	/**
	 * Counts its messages, and blocks for each if it is told to.
	 */
	private static final class Member implements Handler<Command> {

		private final long pause;

		private int count;

		Member(long pause) {
			this.pause = pause;
		}

		@Override
		public void receive(Command command, ActorContext context) {
			if (command instanceof Leave(Tally to)) {
				context.stop();
				to.report(1);
				return;
			}
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

	}

}
