package dev.actorspring.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.engine.mailbox.Mailbox;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.engine.mailbox.Mailbox.Position;
import dev.actorspring.engine.mailbox.MailboxCursor;
import dev.actorspring.engine.mailbox.Withdrawable;
import dev.actorspring.engine.mailbox.Withdrawals;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Messages are withdrawn, and their links cut out, beside an owner that takes them, in
 * their order or not: each is either taken or withdrawn, and none is lost or counted
 * twice.
 */
@Tag("lincheck")
public class WithdrawalOwnershipTests {

	private static final int SENDERS = 8;

	private final Withdrawals withdrawals = new Withdrawals();

	private final Mailbox mailbox = new Mailbox(passed()) {

		@Override
		public Withdrawals withdrawals() {
			return WithdrawalOwnershipTests.this.withdrawals;
		}

	};

	private final Payload[] latest = new Payload[SENDERS];

	private final AtomicInteger sent = new AtomicInteger();

	private final AtomicInteger handled = new AtomicInteger();

	private final AtomicInteger withdrawn = new AtomicInteger();

	private final Position position = new Position();

	private volatile boolean resumed;

	public WithdrawalOwnershipTests() {
		run();
	}

	/**
	 * How many messages the mailbox has had before.
	 */
	int passed() {
		return 0;
	}

	@Test
	void whatIsSentIsEitherHandledOrWithdrawnOrWaits() {
		Effort.modelChecking(3, 3, 400).check(getClass());
	}

	@Test
	void itIsSoAfterManyMessages() {
		Effort.modelChecking(3, 3, 400).check(AfterMany.class);
	}

	@Operation
	public void send(@Param(gen = ThreadIdGen.class) int sender) {
		Payload payload = new Payload(this.sent.incrementAndGet());
		this.latest[sender] = payload;
		if (this.mailbox.offer(payload, Integer.MAX_VALUE, 0) == Offer.WAKE) {
			run();
		}
	}

	@Operation
	public void withdraw(@Param(gen = ThreadIdGen.class) int sender) {
		Payload payload = this.latest[sender];
		if (payload != null && payload.end(State.WITHDRAWN)) {
			this.withdrawals.add();
			this.withdrawn.incrementAndGet();
		}
	}

	@Operation(nonParallelGroup = "cutter")
	public void cutOut() {
		this.mailbox.cutOutWithdrawn(this.withdrawals);
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
		int depth = this.mailbox.depth();
		if (depth < 0 || depth > this.sent.get()) {
			throw new IllegalStateException(depth + " wait");
		}
		this.mailbox.oldestSentAt();
	}

	private void run() {
		MailboxCursor cursor = new MailboxCursor(this.mailbox, Traffic.TWO);
		for (;;) {
			boolean all = this.resumed;
			Object payload = all ? cursor.take()
					: this.mailbox.takeNext(this.position, (candidate) -> ((Payload) candidate).number % 2 == 1);
			if (payload != null) {
				take((Payload) payload);
				continue;
			}
			if (all ? this.mailbox.release() : releaseUnlessResumed()) {
				return;
			}
			// Whoever was the owner in between has moved the head.
			cursor.follow();
		}
	}

	private void take(Payload payload) {
		if (payload.end(State.HANDLED)) {
			this.handled.incrementAndGet();
		}
		else if (payload.state() == State.WITHDRAWN) {
			this.withdrawals.passed();
		}
		else {
			throw new IllegalStateException("taken twice");
		}
	}

	private boolean releaseUnlessResumed() {
		return this.mailbox.release(this.position) && (!this.resumed || !this.mailbox.acquire());
	}

	@Validate
	public void allIsAccountedFor() {
		int waiting = this.sent.get() - this.handled.get() - this.withdrawn.get();
		if (waiting != this.mailbox.depth()) {
			throw new IllegalStateException(waiting + " are to be handled, but " + this.mailbox.depth() + " wait");
		}
		int found = 0;
		for (Object payload = this.mailbox.take(); payload != null; payload = this.mailbox.take()) {
			Payload left = (Payload) payload;
			if (left.state() == State.WITHDRAWN) {
				continue;
			}
			found++;
			if (left.state() == State.HANDLED || this.resumed || left.number % 2 == 1) {
				throw new IllegalStateException(left.number + " was left behind");
			}
		}
		if (found != waiting) {
			throw new IllegalStateException(waiting + " are to be handled, but " + found + " are there");
		}
	}

	private enum State {

		HANDLED, WITHDRAWN

	}

	private static final class Payload implements Withdrawable {

		final int number;

		private final AtomicReference<@Nullable State> state = new AtomicReference<>();

		Payload(int number) {
			this.number = number;
		}

		boolean end(State end) {
			return this.state.compareAndSet(null, end);
		}

		@Nullable State state() {
			return this.state.get();
		}

		@Override
		public boolean isWithdrawn() {
			return state() == State.WITHDRAWN;
		}

	}

	/**
	 * The same of a mailbox that is about to have had many messages.
	 */
	public static class AfterMany extends WithdrawalOwnershipTests {

		@Override
		int passed() {
			return Mailbox.MANY - 1;
		}

	}

}
