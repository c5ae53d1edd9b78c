package dev.actorspring.engine;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import dev.actorspring.engine.mailbox.Mailbox;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.engine.mailbox.MailboxCursor;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The queue of an actor behaves as if each operation happened in one instant: any thread
 * offers and acquires, and one thread does what only the owner may, taking messages as an
 * actor does.
 */
@Tag("lincheck")
@Param(name = "payload", gen = IntGen.class, conf = "1:9")
public class MailboxLinearizabilityTests {

	static final int CAPACITY = 2;

	private final Mailbox mailbox = new Mailbox(passed()) {
	};

	/** Whether the owner may act: set by whoever was told that it owns the mailbox. */
	private volatile boolean owned = true;

	/** For the owner; {@code null} if it has just become that. */
	private @Nullable MailboxCursor cursor;

	/**
	 * How many messages the mailbox has had before.
	 */
	int passed() {
		return 0;
	}

	@Test
	void behavesLikeItsSequentialModel() {
		Effort.modelChecking(3, 3, 400).sequentialSpecification(Model.class).check(getClass());
	}

	@Test
	void behavesLikeItAfterManyMessages() {
		Effort.modelChecking(3, 3, 400).sequentialSpecification(Model.class).check(AfterMany.class);
	}

	@Test
	void roomIsSeenAlsoInTheInstantInWhichTheHeadIsMoved() throws NoSuchMethodException {
		Actor turn = new Actor(getClass().getMethod("turn"), List.of());
		Method offer = getClass().getMethod("offer", int.class);
		List<Actor> before = List.of(new Actor(offer, List.of(1)), new Actor(offer, List.of(2)), turn);
		List<List<Actor>> atOnce = List.of(List.of(turn), List.of(new Actor(offer, List.of(3))));
		Effort.modelChecking(2, 1, 400)
			.iterations(0)
			.addCustomScenario(new ExecutionScenario(before, atOnce, List.of(), null))
			.sequentialSpecification(Model.class)
			.check(getClass());
	}

	@Operation
	public String offer(@Param(name = "payload") int payload) {
		Offer offer = this.mailbox.offer(payload, CAPACITY, 0);
		if (offer == Offer.WAKE) {
			this.owned = true;
		}
		return offer.name();
	}

	@Operation
	public boolean acquire() {
		boolean acquired = this.mailbox.acquire();
		if (acquired) {
			this.owned = true;
		}
		return acquired;
	}

	/**
	 * Takes a message or else gives the mailbox up, as the owner always does.
	 */
	@Operation(nonParallelGroup = "owner")
	public String turn() {
		if (!owns()) {
			return "not owned";
		}
		for (;;) {
			Object payload = cursor().take();
			if (payload != null) {
				return "took " + payload;
			}
			if (this.mailbox.isClosed()) {
				return "closed";
			}
			this.cursor = null;
			this.owned = false;
			if (this.mailbox.depth() == 0 && this.mailbox.release()) {
				return "idle";
			}
			// A sender is between its two instructions, or has just been.
			this.owned = true;
			Thread.yield();
		}
	}

	@Operation(nonParallelGroup = "owner")
	public String depth() {
		return owns() ? "depth " + this.mailbox.depth() : "not owned";
	}

	@Operation(nonParallelGroup = "owner")
	public String closeIfEmpty() {
		if (!owns()) {
			return "not owned";
		}
		cursor().moveHead();
		boolean closed = this.mailbox.isClosed() || this.mailbox.closeIfEmpty();
		cursor().follow();
		return "closed " + closed;
	}

	@Operation(nonParallelGroup = "owner")
	public String close() {
		if (!owns()) {
			return "not owned";
		}
		List<Object> refused = new ArrayList<>();
		cursor().moveHead();
		this.mailbox.close(refused::add);
		cursor().follow();
		return "refused " + refused;
	}

	@Operation(nonParallelGroup = "owner")
	public String open() {
		if (!owns()) {
			return "not owned";
		}
		cursor().moveHead();
		this.mailbox.open();
		cursor().follow();
		return "open";
	}

	private MailboxCursor cursor() {
		MailboxCursor present = this.cursor;
		if (present == null) {
			present = new MailboxCursor(this.mailbox, Traffic.TWO);
			this.cursor = present;
		}
		return present;
	}

	/**
	 * Whoever takes the idle mark away has yet to say so.
	 */
	private boolean owns() {
		while (!this.owned) {
			if (this.mailbox.isIdle()) {
				return false;
			}
			Thread.yield();
		}
		return true;
	}

	/**
	 * What it should do, one operation after the other.
	 */
	public static class Model {

		private final Queue<Integer> queue = new ArrayDeque<>();

		private boolean owned = true;

		private boolean closed;

		public String offer(int payload) {
			if (this.closed) {
				return "CLOSED";
			}
			if (this.queue.size() == CAPACITY) {
				return "FULL";
			}
			this.queue.add(payload);
			return acquire() ? "WAKE" : "QUEUED";
		}

		public boolean acquire() {
			boolean acquired = !this.owned;
			this.owned = true;
			return acquired;
		}

		public String turn() {
			if (!this.owned) {
				return "not owned";
			}
			if (this.closed) {
				return "closed";
			}
			if (!this.queue.isEmpty()) {
				return "took " + this.queue.remove();
			}
			this.owned = false;
			return "idle";
		}

		public String depth() {
			return this.owned ? "depth " + this.queue.size() : "not owned";
		}

		public String closeIfEmpty() {
			if (!this.owned) {
				return "not owned";
			}
			this.closed |= this.queue.isEmpty();
			return "closed " + this.closed;
		}

		public String close() {
			if (!this.owned) {
				return "not owned";
			}
			String refused = "refused " + this.queue;
			this.queue.clear();
			this.closed = true;
			return refused;
		}

		public String open() {
			if (!this.owned) {
				return "not owned";
			}
			this.closed = false;
			return "open";
		}

	}

	/**
	 * The same of a mailbox that is about to have had many messages.
	 */
	public static class AfterMany extends MailboxLinearizabilityTests {

		@Override
		int passed() {
			return Mailbox.MANY - 1;
		}

	}

}
