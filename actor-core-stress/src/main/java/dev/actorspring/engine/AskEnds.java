package dev.actorspring.engine;

import dev.actorspring.Handling;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LLLLL_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;

/**
 * A request ends in two ways at the same instant: one of them wins, is measured, and is
 * what the asker sees.
 */
public final class AskEnds {

	private AskEnds() {
	}

	@JCStressTest
	@Outcome(id = "REPLY, -, 1", expect = Expect.ACCEPTABLE)
	@Outcome(id = "-, EXPIRED, AskTimeoutException", expect = Expect.ACCEPTABLE)
	@Outcome(expect = Expect.FORBIDDEN)
	@State
	public static class ReplyVersusTimeout {

		private final Ask<Integer> ask = Subjects.ask();

		@Actor
		public void reply(LLL_Result result) {
			result.r1 = Subjects.outcome(() -> this.ask.reply(1));
		}

		@Actor
		public void timeout(LLL_Result result) {
			result.r2 = Subjects.outcome(() -> this.ask.expire());
		}

		@Arbiter
		public void asker(LLL_Result result) {
			result.r3 = Subjects.seen(this.ask);
		}

	}

	@JCStressTest
	@Outcome(id = "REPLY, -, 1", expect = Expect.ACCEPTABLE)
	@Outcome(id = "-, CANCELLED, CancellationException", expect = Expect.ACCEPTABLE)
	@Outcome(expect = Expect.FORBIDDEN)
	@State
	public static class ReplyVersusCancel {

		private final Ask<Integer> ask = Subjects.ask();

		@Actor
		public void reply(LLL_Result result) {
			result.r1 = Subjects.outcome(() -> this.ask.reply(1));
		}

		@Actor
		public void cancel(LLL_Result result) {
			result.r2 = Subjects.outcome(() -> this.ask.cancel(true));
		}

		@Arbiter
		public void asker(LLL_Result result) {
			result.r3 = Subjects.seen(this.ask);
		}

	}

	@JCStressTest
	@Outcome(id = "REPLY, -, 1", expect = Expect.ACCEPTABLE)
	@Outcome(id = "-, TERMINATED, ActorTerminatedException", expect = Expect.ACCEPTABLE)
	@Outcome(expect = Expect.FORBIDDEN)
	@State
	public static class ReplyVersusStop {

		private final Ask<Integer> ask = Subjects.ask();

		@Actor
		public void reply(LLL_Result result) {
			result.r1 = Subjects.outcome(() -> this.ask.reply(1));
		}

		@Actor
		public void stop(LLL_Result result) {
			result.r2 = Subjects
				.outcome(() -> this.ask.terminated("target", "it has terminated", Handling.NOT_HANDLED));
		}

		@Arbiter
		public void asker(LLL_Result result) {
			result.r3 = Subjects.seen(this.ask);
		}

	}

	@JCStressTest
	@Outcome(id = "CRASHED, -, ActorCrashedException", expect = Expect.ACCEPTABLE)
	@Outcome(id = "-, EXPIRED, AskTimeoutException", expect = Expect.ACCEPTABLE)
	@Outcome(expect = Expect.FORBIDDEN)
	@State
	public static class CrashVersusTimeout {

		private final Ask<Integer> ask = Subjects.ask();

		@Actor
		public void crash(LLL_Result result) {
			result.r1 = Subjects.outcome(() -> this.ask.crashed(new IllegalStateException("crash")));
		}

		@Actor
		public void timeout(LLL_Result result) {
			result.r2 = Subjects.outcome(() -> this.ask.expire());
		}

		@Arbiter
		public void asker(LLL_Result result) {
			result.r3 = Subjects.seen(this.ask);
		}

	}

	@JCStressTest
	@Outcome(id = "CRASHED, -, ActorCrashedException", expect = Expect.ACCEPTABLE)
	@Outcome(id = "-, CANCELLED, CancellationException", expect = Expect.ACCEPTABLE)
	@Outcome(expect = Expect.FORBIDDEN)
	@State
	public static class CrashVersusCancel {

		private final Ask<Integer> ask = Subjects.ask();

		@Actor
		public void crash(LLL_Result result) {
			result.r1 = Subjects.outcome(() -> this.ask.crashed(new IllegalStateException("crash")));
		}

		@Actor
		public void cancel(LLL_Result result) {
			result.r2 = Subjects.outcome(() -> this.ask.cancel(true));
		}

		@Arbiter
		public void asker(LLL_Result result) {
			result.r3 = Subjects.seen(this.ask);
		}

	}

	@JCStressTest
	@Outcome(id = "EXPIRED, -, AskTimeoutException", expect = Expect.ACCEPTABLE)
	@Outcome(id = "-, CANCELLED, CancellationException", expect = Expect.ACCEPTABLE)
	@Outcome(expect = Expect.FORBIDDEN)
	@State
	public static class TimeoutVersusCancel {

		private final Ask<Integer> ask = Subjects.ask();

		@Actor
		public void timeout(LLL_Result result) {
			result.r1 = Subjects.outcome(() -> this.ask.expire());
		}

		@Actor
		public void cancel(LLL_Result result) {
			result.r2 = Subjects.outcome(() -> this.ask.cancel(true));
		}

		@Arbiter
		public void asker(LLL_Result result) {
			result.r3 = Subjects.seen(this.ask);
		}

	}

	@JCStressTest
	@Outcome(id = "EXPIRED, -, AskTimeoutException", expect = Expect.ACCEPTABLE)
	@Outcome(id = "-, TERMINATED, ActorTerminatedException", expect = Expect.ACCEPTABLE)
	@Outcome(expect = Expect.FORBIDDEN)
	@State
	public static class TimeoutVersusStop {

		private final Ask<Integer> ask = Subjects.ask();

		@Actor
		public void timeout(LLL_Result result) {
			result.r1 = Subjects.outcome(() -> this.ask.expire());
		}

		@Actor
		public void stop(LLL_Result result) {
			result.r2 = Subjects
				.outcome(() -> this.ask.terminated("target", "it has terminated", Handling.NOT_HANDLED));
		}

		@Arbiter
		public void asker(LLL_Result result) {
			result.r3 = Subjects.seen(this.ask);
		}

	}

	@JCStressTest
	@Outcome(id = "REPLY, -, -, -, 1", expect = Expect.ACCEPTABLE)
	@Outcome(id = "-, EXPIRED, -, -, AskTimeoutException", expect = Expect.ACCEPTABLE)
	@Outcome(id = "-, -, CANCELLED, -, CancellationException", expect = Expect.ACCEPTABLE)
	@Outcome(id = "-, -, -, CRASHED, ActorCrashedException", expect = Expect.ACCEPTABLE)
	@Outcome(expect = Expect.FORBIDDEN)
	@State
	public static class ReplyVersusTimeoutVersusCancelVersusCrash {

		private final Ask<Integer> ask = Subjects.ask();

		@Actor
		public void reply(LLLLL_Result result) {
			result.r1 = Subjects.outcome(() -> this.ask.reply(1));
		}

		@Actor
		public void timeout(LLLLL_Result result) {
			result.r2 = Subjects.outcome(() -> this.ask.expire());
		}

		@Actor
		public void cancel(LLLLL_Result result) {
			result.r3 = Subjects.outcome(() -> this.ask.cancel(true));
		}

		@Actor
		public void crash(LLLLL_Result result) {
			result.r4 = Subjects.outcome(() -> this.ask.crashed(new IllegalStateException("crash")));
		}

		@Arbiter
		public void asker(LLLLL_Result result) {
			result.r5 = Subjects.seen(this.ask);
		}

	}

	@JCStressTest
	@Outcome(id = "true, TIMEOUT", expect = Expect.ACCEPTABLE, desc = "Its time was up while it was handled.")
	@Outcome(id = "false, EXPIRED", expect = Expect.ACCEPTABLE, desc = "It is dropped.")
	@Outcome(expect = Expect.FORBIDDEN)
	@State
	public static class BeginVersusTimeout {

		private final Ask<Integer> ask = Subjects.ask();

		@Actor
		public void begin(ZL_Result result) {
			result.r1 = this.ask.begin();
		}

		@Actor
		public void timeout(ZL_Result result) {
			result.r2 = Subjects.outcome(this.ask::expire);
		}

	}

}
