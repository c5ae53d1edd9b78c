package dev.actorspring.engine;

import dev.actorspring.engine.mailbox.Mailbox.Offer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Two threads find the actor idle at the same instant.
 */
public final class TwoOwners {

	private TwoOwners() {
	}

	@JCStressTest
	@Outcome(id = { "true, false", "false, true" }, expect = Expect.ACCEPTABLE, desc = "One of them owns it.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Two owners, or none.")
	@State
	public static class AcquireVersusAcquire {

		private final TestCell cell = TestCell.idling();

		@Actor
		public void first(ZZ_Result result) {
			result.r1 = this.cell.acquire();
		}

		@Actor
		public void second(ZZ_Result result) {
			result.r2 = this.cell.acquire();
		}

	}

	@JCStressTest
	@Outcome(id = { "true, QUEUED", "false, WAKE" }, expect = Expect.ACCEPTABLE, desc = "One of them owns it.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Two owners, or none.")
	@State
	public static class AcquireVersusOffer {

		private final TestCell cell = TestCell.idling();

		@Actor
		public void first(ZL_Result result) {
			result.r1 = this.cell.acquire();
		}

		@Actor
		public void second(ZL_Result result) {
			result.r2 = this.cell.offer("message");
		}

	}

	@JCStressTest
	@Outcome(id = { "QUEUED, WAKE", "WAKE, QUEUED" }, expect = Expect.ACCEPTABLE, desc = "One of them owns it.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Two owners, or none.")
	@State
	public static class OfferVersusOffer {

		private final TestCell cell = TestCell.idling();

		@Actor
		public void first(LL_Result result) {
			result.r1 = this.cell.offer("first");
		}

		@Actor
		public void second(LL_Result result) {
			result.r2 = this.cell.offer("second");
		}

	}

	@JCStressTest
	@Outcome(id = { "1, QUEUED", "0, WAKE" }, expect = Expect.ACCEPTABLE, desc = "One of them owns it.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Two owners, or none.")
	@State
	public static class SignalVersusOffer {

		private final TestCell cell = TestCell.idling();

		@Actor
		public void first(IL_Result result) {
			result.r1 = this.cell.signal();
		}

		@Actor
		public void second(IL_Result result) {
			result.r2 = this.cell.offer("message");
		}

	}

	@JCStressTest
	@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "Both turns, one after the other.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Two turns at once, or one that does not see the other's writes.")
	@State
	public static class TurnVersusTurn {

		private final TestCell cell = TestCell.idling();

		/** The state of an actor, which needs no lock. */
		private int turns;

		@Actor
		public void first() {
			send();
		}

		@Actor
		public void second() {
			send();
		}

		private void send() {
			if (this.cell.offer("message") == Offer.WAKE) {
				do {
					while (this.cell.take() != null) {
						this.turns++;
					}
				}
				while (!this.cell.release());
			}
		}

		@Arbiter
		public void end(II_Result result) {
			result.r1 = this.turns;
			result.r2 = this.cell.depth();
		}

	}

}
