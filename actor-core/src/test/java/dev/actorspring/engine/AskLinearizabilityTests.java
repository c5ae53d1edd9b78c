package dev.actorspring.engine;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CancellationException;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Handling;
import dev.actorspring.MailboxFullException;
import dev.actorspring.engine.Counter.TooLittle;
import dev.actorspring.system.AskOutcome;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

/**
 * Whatever ends a request first is its outcome: it alone is measured, and completes the
 * future; everybody else is told that he comes too late.
 */
@Tag("lincheck")
public class AskLinearizabilityTests {

	private final Ask<Integer> ask = Asks.ask();

	private volatile AskOutcome outcome;

	@Test
	void exactlyOneEndWins() {
		Effort.modelChecking(2, 2, 60)
			// Else it would have ended before the race begins.
			.actorsBefore(0)
			// Slow to explore, and the same for every request.
			.addGuarantee(forClasses(String.class.getName()).methods("formatted").ignore())
			.addGuarantee(forClasses(ActorType.class.getName()).allMethods().ignore())
			.sequentialSpecification(Model.class)
			.check(getClass());
	}

	@Operation
	public boolean begin() {
		return this.ask.begin();
	}

	@Operation
	public String reply() {
		return end(() -> this.ask.reply(1));
	}

	@Operation
	public String decline() {
		return end(() -> this.ask.decline(new TooLittle("declined")));
	}

	@Operation
	public String crashed() {
		return end(() -> this.ask.crashed(new IllegalStateException("crashed")));
	}

	@Operation
	public String terminated() {
		return end(() -> this.ask.terminated("counter", "it has terminated", Handling.UNKNOWN));
	}

	@Operation
	public String rejected() {
		return end(() -> this.ask.refused(MailboxFullException.Reason.FULL));
	}

	@Operation
	public String expire() {
		return end(this.ask::expire);
	}

	@Operation
	public String cancel() {
		return end(() -> this.ask.cancel(true));
	}

	@Operation
	public String complete() {
		return end(() -> this.ask.complete(2));
	}

	private String end(Runnable action) {
		AskOutcome measured = Asks.outcome(action);
		if (measured == null) {
			return "too late";
		}
		this.outcome = measured;
		return measured.name();
	}

	@Validate
	public void futureAgreesWithTheOutcome() {
		if (this.outcome == null) {
			require(!this.ask.isDone());
			return;
		}
		Object result = result();
		require(switch (this.outcome) {
			case REPLY -> Integer.valueOf(1).equals(result);
			case CANCELLED -> result instanceof CancellationException || Integer.valueOf(2).equals(result);
			case DECLINED -> result instanceof TooLittle;
			case CRASHED -> result instanceof ActorCrashedException;
			case TERMINATED -> result instanceof ActorTerminatedException;
			case REJECTED -> result instanceof MailboxFullException;
			case TIMEOUT, EXPIRED -> result instanceof AskTimeoutException;
		});
	}

	private Object result() {
		try {
			return this.ask.join();
		}
		catch (CompletionException ex) {
			return ex.getCause();
		}
		catch (CancellationException ex) {
			return ex;
		}
	}

	private void require(boolean agrees) {
		if (!agrees) {
			throw new IllegalStateException("The outcome is " + this.outcome + " but the future is " + this.ask);
		}
	}

	/**
	 * What it should do, one operation after the other.
	 */
	public static class Model {

		private boolean begun;

		private boolean done;

		public boolean begin() {
			boolean first = !this.begun && !this.done;
			this.begun = true;
			return first;
		}

		public String reply() {
			return end(AskOutcome.REPLY);
		}

		public String decline() {
			return end(AskOutcome.DECLINED);
		}

		public String crashed() {
			return end(AskOutcome.CRASHED);
		}

		public String terminated() {
			return end(AskOutcome.TERMINATED);
		}

		public String rejected() {
			return end(AskOutcome.REJECTED);
		}

		public String expire() {
			return end(this.begun ? AskOutcome.TIMEOUT : AskOutcome.EXPIRED);
		}

		public String cancel() {
			return end(AskOutcome.CANCELLED);
		}

		public String complete() {
			return end(AskOutcome.CANCELLED);
		}

		private String end(AskOutcome outcome) {
			boolean first = !this.done;
			this.done = true;
			return first ? outcome.name() : "too late";
		}

	}

}
