package dev.actorspring.engine;

import dev.actorspring.engine.mailbox.Mailbox;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.engine.mailbox.MailboxCursor;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whoever is told to wake the actor runs it: no wake-up is lost, and never are there two
 * owners.
 */
@Tag("lincheck")
public class MailboxOwnershipTests {

	private final Mailbox mailbox = new Mailbox() {
	};

	private final Traffic traffic = new Traffic();

	public MailboxOwnershipTests() {
		this.mailbox.release();
	}

	@Test
	void noWakeUpIsLostAndNoActorHasTwoOwners() {
		Effort.modelChecking(3, 2, 400).check(getClass());
	}

	@Operation
	public void send(@Param(gen = ThreadIdGen.class) int sender) {
		if (this.traffic.send(this.mailbox, sender) == Offer.WAKE) {
			run();
		}
	}

	@Operation
	public void acquire() {
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
		MailboxCursor cursor = new MailboxCursor(this.mailbox, Traffic.CAPACITY_FOR_TWO);
		for (;;) {
			Object payload = cursor.take();
			if (payload != null) {
				this.traffic.arrived(payload);
				continue;
			}
			this.traffic.leave();
			if (this.mailbox.release()) {
				return;
			}
			this.traffic.enter();
		}
	}

	@Validate
	public void nothingIsLeftBehind() {
		this.traffic.check(this.mailbox);
		if (!this.mailbox.isIdle()) {
			throw new IllegalStateException("not idle");
		}
	}

}
