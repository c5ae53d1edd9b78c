package dev.actorspring.engine;

import dev.actorspring.engine.Traffic.Sent;
import dev.actorspring.engine.mailbox.Mailbox;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.engine.mailbox.Mailbox.Position;
import dev.actorspring.engine.mailbox.MailboxCursor;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * While a turn waits, the messages that may interleave are taken past the others. When
 * the turn goes on, the others come in their order.
 */
@Tag("lincheck")
public class SuspendedMailboxOwnershipTests {

	private final Mailbox mailbox = new Mailbox(passed()) {
	};

	private final Traffic traffic = new Traffic(passed());

	private final Position position = new Position();

	private volatile boolean resumed;

	public SuspendedMailboxOwnershipTests() {
		run();
	}

	/**
	 * How many messages the mailbox has had before.
	 */
	int passed() {
		return 0;
	}

	@Test
	void interleavedMessagesAreTakenAtOnceAndTheOthersWhenTheTurnGoesOn() {
		Effort.modelChecking(3, 2, 400).check(getClass());
	}

	@Test
	void theyAreSoAfterManyMessages() {
		Effort.modelChecking(3, 2, 400).check(AfterMany.class);
	}

	@Operation
	public void send(@Param(gen = ThreadIdGen.class) int sender) {
		if (this.traffic.send(this.mailbox, sender) == Offer.WAKE) {
			run();
		}
	}

	@Operation(runOnce = true)
	public void resume() {
		this.resumed = true;
		if (this.mailbox.acquire()) {
			run();
		}
	}

	@Operation
	public void look() {
		this.traffic.look(this.mailbox);
	}

	private void run() {
		this.traffic.enter();
		MailboxCursor cursor = new MailboxCursor(this.mailbox, Traffic.TWO);
		for (;;) {
			boolean all = this.resumed;
			Object payload = all ? cursor.take()
					: this.mailbox.takeNext(this.position, (candidate) -> ((Sent) candidate).odd());
			if (payload != null) {
				this.traffic.arrived(payload);
				continue;
			}
			this.traffic.leave();
			if (all ? this.mailbox.release() : releaseUnlessResumed()) {
				return;
			}
			this.traffic.enter();
			// Whoever was the owner in between has moved the head.
			cursor.follow();
		}
	}

	private boolean releaseUnlessResumed() {
		return this.mailbox.release(this.position) && (!this.resumed || !this.mailbox.acquire());
	}

	@Validate
	public void onlyWhatMustWaitIsLeft() {
		this.traffic.check(this.mailbox);
		if (!this.mailbox.isIdle()) {
			throw new IllegalStateException("not idle");
		}
		for (Object payload = this.mailbox.take(); payload != null; payload = this.mailbox.take()) {
			if (this.resumed || ((Sent) payload).odd()) {
				throw new IllegalStateException(payload + " was left behind");
			}
		}
	}

	/**
	 * The same of a mailbox that is about to have had many messages.
	 */
	public static class AfterMany extends SuspendedMailboxOwnershipTests {

		@Override
		int passed() {
			return Mailbox.MANY - 1;
		}

	}

}
