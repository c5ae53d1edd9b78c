package dev.actorspring.engine;

import java.lang.reflect.Method;
import java.util.List;

import dev.actorspring.engine.mailbox.Mailbox;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.engine.mailbox.MailboxCursor;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever is told to wake the actor runs it: no wake-up is lost, and never are there two
 * owners.
 */
@Tag("lincheck")
public class MailboxOwnershipTests {

	private final Mailbox mailbox = new Mailbox(passed()) {
	};

	private final Traffic traffic = new Traffic(passed());

	public MailboxOwnershipTests() {
		this.mailbox.release();
	}

	/**
	 * How many messages the mailbox has had before.
	 */
	int passed() {
		return 0;
	}

	@Test
	void noWakeUpIsLostAndNoActorHasTwoOwners() {
		Effort.modelChecking(3, 2, 400).check(getClass());
	}

	@Test
	void norIsOneLostAfterManyMessages() {
		Effort.modelChecking(3, 2, 400).check(AfterMany.class);
	}

	@ParameterizedTest
	@ValueSource(classes = { MailboxOwnershipTests.class, AfterMany.class })
	void ofWhoSendsAndWhoAcquiresAtOnceOneBecomesTheOwner(Class<?> mailbox) throws NoSuchMethodException {
		Method send = getClass().getMethod("send", int.class);
		List<List<Actor>> atOnce = List.of(List.of(new Actor(send, List.of(1))),
				List.of(new Actor(getClass().getMethod("acquire"), List.of())));
		Effort.modelChecking(2, 1, 5_000)
			.iterations(0)
			.addCustomScenario(new ExecutionScenario(List.of(new Actor(send, List.of(2))), atOnce, List.of(), null))
			.check(mailbox);
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
		MailboxCursor cursor = new MailboxCursor(this.mailbox, Traffic.TWO);
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

	/**
	 * The same of a mailbox that is about to have had many messages.
	 */
	public static class AfterMany extends MailboxOwnershipTests {

		@Override
		int passed() {
			return Mailbox.MANY - 1;
		}

	}

}
