package dev.actorspring.test.planted;

import java.util.Set;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.test.TestActors;
import dev.actorspring.test.simulation.FindingKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A worker sends itself the result of a calculation. If it has been restarted meanwhile
 * it takes that for the result of the job that it has now.
 */
final class ReplyAfterRestart implements PlantedBug {

	@Override
	public String title() {
		return "the result of a job before the restart";
	}

	@Override
	public Set<FindingKind> tolerated() {
		return Set.of(FindingKind.CRASH);
	}

	@Override
	public void play(boolean mended) {
		TestActors actors = TestActors.start(Relay.spec(),
				ActorSpec.of("squares", Squares.class, (context) -> new Squares()),
				ActorSpec.of("ledger", Ledger.class, (context) -> new Ledger()));
		ActorRef<Squares> squares = actors.actor(Squares.class);
		ActorRef<Ledger> ledger = actors.actor(Ledger.class);
		ActorRef<Worker> worker = actors.system()
			.spawn(ActorSpec.of("worker", Worker.class, (context) -> new Worker(context, squares, ledger, mended)));
		worker.tell(new Job(2));
		Relay.later(actors, worker, new Crash(), new Job(3));
		actors.awaitQuiet();
		assertThat(actors.ask(ledger, new CountWrong())).isZero();
	}

	record Square(int number) implements Request<Squares, Integer> {

	}

	static final class Squares {

		@Receive
		int square(Square square) {
			return square.number() * square.number();
		}

	}

	record Result(int job, int result) implements Message<Ledger> {

	}

	record CountWrong() implements Request<Ledger, Integer> {

	}

	static final class Ledger {

		private int wrong;

		@Receive
		void result(Result result) {
			if (result.job() * result.job() != result.result()) {
				this.wrong++;
			}
		}

		@Receive
		int count(CountWrong count) {
			return this.wrong;
		}

	}

	record Job(int number) implements Message<Worker> {

	}

	record Done(int result) implements Message<Worker> {

	}

	record Crash() implements Message<Worker> {

	}

	static final class Worker {

		private final ActorContext<Worker> context;

		private final ActorRef<Squares> squares;

		private final ActorRef<Ledger> ledger;

		private final boolean mended;

		private int job;

		Worker(ActorContext<Worker> context, ActorRef<Squares> squares, ActorRef<Ledger> ledger, boolean mended) {
			this.context = context;
			this.squares = squares;
			this.ledger = ledger;
			this.mended = mended;
		}

		@Receive
		void job(Job job) {
			this.job = job.number();
			var result = this.squares.ask(new Square(this.job));
			if (this.mended) {
				this.context.pipe(result, (value, failure) -> new Done((value != null) ? value : -1));
			}
			else {
				ActorRef<Worker> self = this.context.self();
				result.thenAccept((value) -> self.tell(new Done(value)));
			}
		}

		@Receive
		void done(Done done) {
			if (this.job != 0) {
				this.ledger.tell(new Result(this.job, done.result()));
			}
		}

		@Receive
		void crash(Crash crash) {
			throw new IllegalStateException("told to");
		}

	}

}
