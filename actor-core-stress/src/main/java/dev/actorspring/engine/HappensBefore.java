package dev.actorspring.engine;

import dev.actorspring.engine.mailbox.Mailbox.Offer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What was written without synchronization is seen where it must be.
 */
public final class HappensBefore {

	private static final int NOTHING = -1;

	private HappensBefore() {
	}

	@JCStressTest
	@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "The next turn belongs to the same thread.")
	@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The next turn sees what the one before has written.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It does not.")
	@State
	public static class FromTurnToTurnByAMessage {

		private final TestCell cell = TestCell.owned();

		private int written;

		@Actor
		public void turn() {
			this.written = 1;
			this.cell.idle();
		}

		@Actor
		public void nextTurn(I_Result result) {
			result.r1 = (this.cell.offer("message") == Offer.WAKE) ? this.written : NOTHING;
		}

	}

	@JCStressTest
	@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "The next turn belongs to the same thread.")
	@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The next turn sees what the one before has written.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It does not.")
	@State
	public static class FromTurnToTurnByASignal {

		private final TestCell cell = TestCell.owned();

		private int written;

		@Actor
		public void turn() {
			this.written = 1;
			this.cell.idle();
		}

		@Actor
		public void nextTurn(I_Result result) {
			result.r1 = (this.cell.signal() == 1) ? this.written : NOTHING;
		}

	}

	@JCStressTest
	@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "The next life begins on the same thread.")
	@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The next life sees what the one before has written.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It does not.")
	@State
	public static class FromLifeToLife {

		private final TestCell cell = TestCell.owned();

		private int written;

		@Actor
		public void end() {
			this.written = 1;
			this.cell.rest();
		}

		@Actor
		public void nextLife(I_Result result) {
			result.r1 = (this.cell.signal() == 1) ? this.written : NOTHING;
		}

	}

	@JCStressTest
	@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "It is not there yet.")
	@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "It is seen as it was sent.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It is seen before it was ready.")
	@State
	public static class FromSenderToActor {

		private final TestCell cell = TestCell.owned();

		@Actor
		public void sender() {
			this.cell.offer(new Letter(1));
		}

		@Actor
		public void actor(I_Result result) {
			Letter letter = (Letter) this.cell.take();
			result.r1 = (letter != null) ? letter.content : NOTHING;
		}

		private static final class Letter {

			/** Not final, so that nothing but the mailbox publishes it. */
			private int content;

			Letter(int content) {
				this.content = content;
			}

		}

	}

	@JCStressTest
	@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "There is no reply yet.")
	@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The asker sees what was written before the reply.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It does not.")
	@State
	public static class FromActorToAsker {

		private final Ask<Integer> ask = Subjects.ask();

		private int written;

		@Actor
		public void actor() {
			this.written = 1;
			this.ask.reply(1);
		}

		@Actor
		public void asker(I_Result result) {
			@Nullable Integer reply = this.ask.getNow(null);
			result.r1 = (reply != null) ? this.written : NOTHING;
		}

	}

}
