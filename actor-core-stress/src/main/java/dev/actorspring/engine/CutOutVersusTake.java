package dev.actorspring.engine;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.actorspring.engine.mailbox.Mailbox;
import dev.actorspring.engine.mailbox.MailboxCursor;
import dev.actorspring.engine.mailbox.Withdrawable;
import dev.actorspring.engine.mailbox.Withdrawals;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Links of messages that nobody waits for are cut out beside the owner of the mailbox.
 */
public final class CutOutVersusTake {

	private static final byte TWO = 2;

	/** Every second is withdrawn before. */
	private static final int SENT = 9;

	private CutOutVersusTake() {
	}

	private static Cell withMessages() {
		Cell cell = new Cell();
		for (int i = 0; i < SENT; i++) {
			Payload payload = new Payload();
			cell.offer(payload, Integer.MAX_VALUE, 0);
			if (i % 2 == 1 && payload.end()) {
				payload.withdrawn = true;
				cell.withdrawals.add();
			}
		}
		return cell;
	}

	/**
	 * Takes all that waits.
	 * @return how many were to be handled
	 */
	private static int takeAll(Cell cell, MailboxCursor cursor) {
		int handled = 0;
		for (Object taken = cursor.take(); taken != null; taken = cursor.take()) {
			if (((Payload) taken).end()) {
				handled++;
			}
			else {
				cell.withdrawals.passed();
			}
		}
		return handled;
	}

	@JCStressTest
	@Outcome(id = "5, 0, 0", expect = Expect.ACCEPTABLE, desc = "All that nobody has withdrawn.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Something was lost, or counted twice or not at all.")
	@State
	public static class InOrder {

		private final Cell cell = withMessages();

		private final MailboxCursor cursor = new MailboxCursor(this.cell, TWO);

		@Actor
		public void owner(III_Result result) {
			result.r1 = takeAll(this.cell, this.cursor);
		}

		@Actor
		public void cutter() {
			this.cell.cutOutWithdrawn(this.cell.withdrawals);
		}

		@Arbiter
		public void end(III_Result result) {
			result.r2 = this.cell.depth();
			result.r3 = takeAll(this.cell, this.cursor);
		}

	}

	@JCStressTest
	@Outcome(id = "5, 0, 0", expect = Expect.ACCEPTABLE, desc = "All that nobody has withdrawn.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Something was lost, or counted twice or not at all.")
	@State
	public static class OutOfOrder {

		private final Cell cell = withMessages();

		private final Mailbox.Position position = new Mailbox.Position();

		@Actor
		public void owner(III_Result result) {
			int handled = 0;
			while (this.cell.takeNext(this.position, (payload) -> true) instanceof Payload taken) {
				handled += taken.end() ? 1 : 0;
			}
			result.r1 = handled;
		}

		@Actor
		public void cutter() {
			this.cell.cutOutWithdrawn(this.cell.withdrawals);
		}

		@Arbiter
		public void end(III_Result result) {
			result.r2 = this.cell.depth();
			result.r3 = takeAll(this.cell, new MailboxCursor(this.cell, TWO));
		}

	}

	@JCStressTest
	@Outcome(id = "5, 0, 0", expect = Expect.ACCEPTABLE, desc = "Taken before it was withdrawn.")
	@Outcome(id = "4, 0, 0", expect = Expect.ACCEPTABLE, desc = "Withdrawn in time.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Something was lost, or counted twice or not at all.")
	@State
	public static class WithdrawnMeanwhile {

		private final Payload late = new Payload();

		private final Cell cell = withLate(this.late);

		private final MailboxCursor cursor = new MailboxCursor(this.cell, TWO);

		private static Cell withLate(Payload late) {
			Cell cell = new Cell();
			for (int i = 0; i < 2; i++) {
				cell.offer(new Payload(), Integer.MAX_VALUE, 0);
			}
			cell.offer(late, Integer.MAX_VALUE, 0);
			for (int i = 0; i < 2; i++) {
				cell.offer(new Payload(), Integer.MAX_VALUE, 0);
			}
			return cell;
		}

		@Actor
		public void owner(III_Result result) {
			result.r1 = takeAll(this.cell, this.cursor);
		}

		@Actor
		public void asker() {
			if (this.late.end()) {
				this.late.withdrawn = true;
				this.cell.withdrawals.add();
				this.cell.cutOutWithdrawn(this.cell.withdrawals);
			}
		}

		@Arbiter
		public void end(III_Result result) {
			result.r2 = this.cell.depth();
			result.r3 = takeAll(this.cell, this.cursor);
		}

	}

	private static final class Cell extends Mailbox {

		final Withdrawals withdrawals = new Withdrawals();

		@Override
		public Withdrawals withdrawals() {
			return this.withdrawals;
		}

	}

	private static final class Payload implements Withdrawable {

		volatile boolean withdrawn;

		private final AtomicBoolean ended = new AtomicBoolean();

		boolean end() {
			return this.ended.compareAndSet(false, true);
		}

		@Override
		public boolean isWithdrawn() {
			return this.withdrawn;
		}

	}

}
