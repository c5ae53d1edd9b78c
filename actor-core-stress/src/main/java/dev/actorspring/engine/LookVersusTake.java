package dev.actorspring.engine;

import dev.actorspring.engine.mailbox.MailboxCursor;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Somebody looks at a mailbox while its owner marks messages as taken and moves the head.
 */
public final class LookVersusTake {

	/** The head is moved after every second message. */
	private static final byte TWO = 2;

	private static final int SENT = 3;

	private LookVersusTake() {
	}

	private static TestCell withMessages() {
		TestCell cell = TestCell.owned();
		for (int i = 0; i < SENT; i++) {
			cell.offer(i);
		}
		return cell;
	}

	@JCStressTest
	@Outcome(id = "[0-3], [0-3], 3, 0", expect = Expect.ACCEPTABLE, desc = "Nothing that was not there.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Something was counted twice, or in the end not at all.")
	@State
	public static class TakenAndDepth {

		private final TestCell cell = withMessages();

		private final MailboxCursor cursor = new MailboxCursor(this.cell, TWO);

		@Actor
		public void owner() {
			while (this.cursor.take() != null) {
				// All of them.
			}
		}

		@Actor
		public void observer(IIII_Result result) {
			result.r1 = this.cell.taken();
			result.r2 = this.cell.depth();
		}

		@Arbiter
		public void end(IIII_Result result) {
			result.r3 = this.cell.taken();
			result.r4 = this.cell.depth();
		}

	}

	@JCStressTest
	@Outcome(id = "2, QUEUED", expect = Expect.ACCEPTABLE, desc = "There is room once one more is taken.")
	@Outcome(id = "2, FULL", expect = Expect.ACCEPTABLE, desc = "There was none before.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "The bound was overshot, or a message was taken twice.")
	@State
	public static class OfferToAFullMailbox {

		private final TestCell cell = withMessages();

		private final MailboxCursor cursor = new MailboxCursor(this.cell, TWO);

		public OfferToAFullMailbox() {
			this.cursor.take();
			this.cursor.take();
			this.cell.offer(SENT);
		}

		@Actor
		public void owner(LL_Result result) {
			result.r1 = this.cursor.take();
		}

		@Actor
		public void sender(LL_Result result) {
			result.r2 = this.cell.offer("more", 2, 0);
		}

	}

	@JCStressTest
	@Outcome(id = "1, QUEUED", expect = Expect.ACCEPTABLE, desc = "One was taken before, so there is room.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It was refused while the head was moved.")
	@State
	public static class OfferToAMailboxWithRoom {

		private final TestCell cell = TestCell.owned();

		private final MailboxCursor cursor = new MailboxCursor(this.cell, TWO);

		public OfferToAMailboxWithRoom() {
			this.cell.offer(0);
			this.cell.offer(1);
			this.cursor.take();
		}

		@Actor
		public void owner(LL_Result result) {
			result.r1 = this.cursor.take();
		}

		@Actor
		public void sender(LL_Result result) {
			result.r2 = this.cell.offer("more", 2, 0);
		}

	}

}
