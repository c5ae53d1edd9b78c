package dev.actorspring.engine;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;
import org.openjdk.jcstress.infra.results.ILL_Result;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.ZIL_Result;

/**
 * A message comes at the instant in which the mailbox is closed.
 */
public final class TellVersusStop {

	private TellVersusStop() {
	}

	@JCStressTest
	@Outcome(id = "0, CLOSED", expect = Expect.ACCEPTABLE, desc = "The sender is told.")
	@Outcome(id = "1, QUEUED", expect = Expect.ACCEPTABLE, desc = "It becomes a dead letter.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It is lost, or both.")
	@State
	public static class OfferVersusClose {

		private final TestCell cell = TestCell.owned();

		@Actor
		public void owner(IL_Result result) {
			this.cell.close((payload) -> result.r1++);
		}

		@Actor
		public void sender(IL_Result result) {
			result.r2 = this.cell.offer("message");
		}

	}

	@JCStressTest
	@Outcome(id = "0, 0, CLOSED", expect = Expect.ACCEPTABLE, desc = "The sender is told.")
	@Outcome(id = "1, 0, QUEUED", expect = Expect.ACCEPTABLE, desc = "It is handled.")
	@Outcome(id = "0, 1, QUEUED", expect = Expect.ACCEPTABLE, desc = "It becomes a dead letter.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It is lost, or counted twice.")
	@State
	public static class OfferVersusTakeAndClose {

		private final TestCell cell = TestCell.owned();

		@Actor
		public void owner(IIL_Result result) {
			result.r1 = (this.cell.take() != null) ? 1 : 0;
			this.cell.close((payload) -> result.r2++);
		}

		@Actor
		public void sender(IIL_Result result) {
			result.r3 = this.cell.offer("message");
		}

	}

	@JCStressTest
	@Outcome(id = "0, CLOSED, CLOSED", expect = Expect.ACCEPTABLE, desc = "Both come too late.")
	@Outcome(id = "1, QUEUED, CLOSED", expect = Expect.ACCEPTABLE, desc = "The second comes too late.")
	@Outcome(id = "2, QUEUED, QUEUED", expect = Expect.ACCEPTABLE, desc = "Both become dead letters.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "One is lost, or comes twice.")
	@State
	public static class TwoOffersVersusClose {

		private final TestCell cell = TestCell.owned();

		@Actor
		public void owner(ILL_Result result) {
			this.cell.close((payload) -> result.r1++);
		}

		@Actor
		public void sender(ILL_Result result) {
			result.r2 = this.cell.offer("first");
			result.r3 = this.cell.offer("second");
		}

	}

	@JCStressTest
	@Outcome(id = "true, 0, CLOSED", expect = Expect.ACCEPTABLE,
			desc = "Passivated; the sender looks for another cell.")
	@Outcome(id = "false, 1, QUEUED", expect = Expect.ACCEPTABLE, desc = "It is handled by a new incarnation.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It is lost.")
	@State
	public static class OfferVersusPassivate {

		private final TestCell cell = TestCell.owned();

		@Actor
		public void owner(ZIL_Result result) {
			result.r1 = this.cell.closeIfEmpty();
		}

		@Actor
		public void sender(ZIL_Result result) {
			result.r3 = this.cell.offer("message");
		}

		@Arbiter
		public void end(ZIL_Result result) {
			result.r2 = (this.cell.take() != null) ? 1 : 0;
		}

	}

	@JCStressTest
	@Outcome(id = "0, 0, CLOSED", expect = Expect.ACCEPTABLE, desc = "The sender is told.")
	@Outcome(id = "1, 0, QUEUED", expect = Expect.ACCEPTABLE, desc = "It becomes a dead letter.")
	@Outcome(id = "0, 1, QUEUED", expect = Expect.ACCEPTABLE, desc = "It waits for the next incarnation.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It is lost, or comes twice.")
	@State
	public static class OfferVersusCloseAndOpen {

		private final TestCell cell = TestCell.owned();

		@Actor
		public void owner(IIL_Result result) {
			this.cell.close((payload) -> result.r1++);
			this.cell.open();
		}

		@Actor
		public void sender(IIL_Result result) {
			result.r3 = this.cell.offer("message");
		}

		@Arbiter
		public void end(IIL_Result result) {
			result.r2 = (this.cell.take() != null) ? 1 : 0;
		}

	}

}
