package dev.actorspring.engine;

import dev.actorspring.engine.mailbox.Mailbox;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIL_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;

/**
 * The owner gives the mailbox up at the instant in which something comes.
 */
public final class LostWakeUp {

	private LostWakeUp() {
	}

	@JCStressTest
	@Outcome(id = "false, QUEUED", expect = Expect.ACCEPTABLE, desc = "The owner goes on.")
	@Outcome(id = "true, WAKE", expect = Expect.ACCEPTABLE, desc = "The sender runs it.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody runs it, or two do.")
	@State
	public static class OfferVersusRelease {

		private final TestCell cell = TestCell.owned();

		@Actor
		public void owner(ZL_Result result) {
			result.r1 = this.cell.release();
		}

		@Actor
		public void sender(ZL_Result result) {
			result.r2 = this.cell.offer("message");
		}

	}

	@JCStressTest
	@Outcome(id = "false, QUEUED", expect = Expect.ACCEPTABLE, desc = "The turn takes it.")
	@Outcome(id = "true, WAKE", expect = Expect.ACCEPTABLE, desc = "The sender hands the mailbox back.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody takes it, or two do.")
	@State
	public static class OfferVersusReleaseWhileTheTurnWaits {

		private final TestCell cell = TestCell.owned();

		private final Mailbox.Position position = new Mailbox.Position();

		public OfferVersusReleaseWhileTheTurnWaits() {
			this.cell.offer("earlier");
			this.cell.takeNext(this.position, (payload) -> false);
		}

		@Actor
		public void owner(ZL_Result result) {
			result.r1 = this.cell.release(this.position);
		}

		@Actor
		public void sender(ZL_Result result) {
			result.r2 = this.cell.offer("message");
		}

	}

	@JCStressTest
	@Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "The owner goes on.")
	@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "The sender runs it.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody runs it, or two do.")
	@State
	public static class SignalVersusIdle {

		private final TestCell cell = TestCell.owned();

		@Actor
		public void owner(ZI_Result result) {
			result.r1 = this.cell.idle();
		}

		@Actor
		public void sender(ZI_Result result) {
			result.r2 = this.cell.signal();
		}

	}

	@JCStressTest
	@Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "The owner goes on.")
	@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "The sender runs it.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody runs it, or two do.")
	@State
	public static class SignalVersusRest {

		private final TestCell cell = TestCell.owned();

		@Actor
		public void owner(ZI_Result result) {
			result.r1 = this.cell.rest();
		}

		@Actor
		public void sender(ZI_Result result) {
			result.r2 = this.cell.signal();
		}

	}

	@JCStressTest
	@Outcome(id = "false, 0, QUEUED", expect = Expect.ACCEPTABLE, desc = "The owner goes on.")
	@Outcome(id = "true, 1, QUEUED", expect = Expect.ACCEPTABLE, desc = "The sender runs it for its signal.")
	@Outcome(id = "true, 0, WAKE", expect = Expect.ACCEPTABLE, desc = "The sender runs it for its message.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody runs it, or two do.")
	@State
	public static class SignalAndOfferVersusIdle {

		private final TestCell cell = TestCell.owned();

		@Actor
		public void owner(ZIL_Result result) {
			result.r1 = this.cell.idle();
		}

		@Actor
		public void sender(ZIL_Result result) {
			result.r2 = this.cell.signal();
			result.r3 = this.cell.offer("message");
		}

	}

}
