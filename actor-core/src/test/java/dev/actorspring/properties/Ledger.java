package dev.actorspring.properties;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.MailboxFullException;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorEvent.DeadLetter;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Keeps account of every single message: how it was sent, how often it was handled, how
 * often it became a dead letter, how often its asker was answered and with what.
 */
final class Ledger implements ActorEvent.Listener, MessageProbe {

	private static final int TOLD = 1;

	private static final int ACCEPTED = 2;

	private static final int REFUSED = 3;

	private static final int ASKED = 4;

	private static final int FAULTS_SHOWN = 20;

	private final int capacity;

	private final AtomicInteger next = new AtomicInteger();

	private final AtomicIntegerArray sent;

	private final AtomicIntegerArray handled;

	private final AtomicIntegerArray dead;

	private final AtomicIntegerArray late;

	private final AtomicIntegerArray completed;

	private final AtomicReferenceArray<@Nullable CompletableFuture<?>> replies;

	private final Map<AskOutcome, LongAdder> measured = new EnumMap<>(AskOutcome.class);

	Ledger(int capacity) {
		this.capacity = capacity;
		this.sent = new AtomicIntegerArray(capacity);
		this.handled = new AtomicIntegerArray(capacity);
		this.dead = new AtomicIntegerArray(capacity);
		this.late = new AtomicIntegerArray(capacity);
		this.completed = new AtomicIntegerArray(capacity);
		this.replies = new AtomicReferenceArray<>(capacity);
		for (AskOutcome outcome : AskOutcome.values()) {
			this.measured.put(outcome, new LongAdder());
		}
	}

	// Sending.

	<A> void tell(ActorRef<A> target, IntFunction<Numbered<A>> message) {
		int id = this.next.getAndIncrement();
		this.sent.set(id, TOLD);
		target.tell(message.apply(id));
	}

	<A> boolean tryTell(ActorRef<A> target, IntFunction<Numbered<A>> message) {
		int id = this.next.getAndIncrement();
		boolean accepted = target.tryTell(message.apply(id));
		this.sent.set(id, accepted ? ACCEPTED : REFUSED);
		return accepted;
	}

	CompletableFuture<Integer> ask(IntFunction<CompletableFuture<Integer>> ask) {
		int id = this.next.getAndIncrement();
		CompletableFuture<Integer> reply = ask.apply(id);
		this.sent.set(id, ASKED);
		this.replies.set(id, reply);
		reply.whenComplete((value, failure) -> this.completed.incrementAndGet(id));
		return reply;
	}

	int size() {
		return this.next.get();
	}

	boolean isFull() {
		return this.next.get() > this.capacity * 9L / 10;
	}

	// What becomes of it.

	void handled(Numbered<?> message) {
		this.handled.incrementAndGet(message.id());
	}

	@Override
	public void onEvent(ActorEvent event) {
		if (event instanceof DeadLetter letter && letter.message() instanceof Numbered<?> message) {
			((letter.reason() == Reason.LATE_REPLY) ? this.late : this.dead).incrementAndGet(message.id());
		}
	}

	@Override
	public void handled(TurnOutcome outcome, long nanos) {
	}

	@Override
	public void asked(AskOutcome outcome, long nanos) {
		this.measured.get(outcome).increment();
	}

	long measured(AskOutcome outcome) {
		return this.measured.get(outcome).sum();
	}

	// The account.

	/**
	 * What does not add up.
	 * @return empty once everything has come to its end, in order
	 */
	List<String> faults() {
		List<String> faults = new ArrayList<>();
		Map<AskOutcome, Integer> seen = new EnumMap<>(AskOutcome.class);
		for (int id = 0; id < size() && faults.size() < FAULTS_SHOWN; id++) {
			int ends = this.handled.get(id) + this.dead.get(id);
			switch (this.sent.get(id)) {
				case TOLD, ACCEPTED -> expect(faults, id, ends == 1, "handled or dead once");
				case REFUSED -> expect(faults, id, ends == 0, "refused, so neither handled nor dead");
				case ASKED -> ask(faults, id, seen);
				default -> expect(faults, id, false, "sent");
			}
		}
		if (faults.isEmpty()) {
			compare(faults, seen);
		}
		return faults;
	}

	private void ask(List<String> faults, int id, Map<AskOutcome, Integer> seen) {
		CompletableFuture<?> reply = this.replies.get(id);
		if (reply == null || !reply.isDone()) {
			expect(faults, id, false, "answered");
			return;
		}
		int handlings = this.handled.get(id);
		expect(faults, id, this.completed.get(id) == 1, "answered once");
		expect(faults, id, this.dead.get(id) == 0, "a request, so no dead letter");
		expect(faults, id, handlings <= 1 && this.late.get(id) <= handlings, "handled at most once");
		AskOutcome outcome = outcome(reply);
		seen.merge(outcome, 1, Integer::sum);
		switch (outcome) {
			case REPLY, DECLINED, CRASHED -> expect(faults, id, handlings == 1, "handled, after " + outcome);
			case REJECTED -> expect(faults, id, handlings == 0, "not handled, after " + outcome);
			default -> {
			}
		}
	}

	private void expect(List<String> faults, int id, boolean valid, String what) {
		if (!valid) {
			CompletableFuture<?> reply = this.replies.get(id);
			faults.add("%d should be %s: sent %d, handled %d, dead %d, late %d, completed %d with %s".formatted(id,
					what, this.sent.get(id), this.handled.get(id), this.dead.get(id), this.late.get(id),
					this.completed.get(id),
					(reply != null && reply.isCompletedExceptionally()) ? reply.exceptionNow() : reply));
		}
	}

	/** What was measured must be what the askers saw, outcome by outcome. */
	private void compare(List<String> faults, Map<AskOutcome, Integer> seen) {
		// The asker cannot tell one from the other.
		long timeouts = measured(AskOutcome.TIMEOUT) + measured(AskOutcome.EXPIRED);
		for (AskOutcome outcome : AskOutcome.values()) {
			long expected = seen.getOrDefault(outcome, 0);
			long actual = switch (outcome) {
				case TIMEOUT -> timeouts;
				case EXPIRED -> 0;
				default -> measured(outcome);
			};
			if (expected != actual) {
				faults.add("%d asks ended with %s, but %d were measured".formatted(expected, outcome, actual));
			}
		}
	}

	private static AskOutcome outcome(CompletableFuture<?> reply) {
		return switch (reply.state()) {
			case SUCCESS -> AskOutcome.REPLY;
			case CANCELLED -> AskOutcome.CANCELLED;
			default -> switch (reply.exceptionNow()) {
				case AskTimeoutException timeout -> AskOutcome.TIMEOUT;
				case MailboxFullException full -> AskOutcome.REJECTED;
				case ActorInBackoffException backoff -> AskOutcome.REJECTED;
				case ActorCrashedException crash -> AskOutcome.CRASHED;
				case ActorTerminatedException terminated -> AskOutcome.TERMINATED;
				case CancellationException cancelled -> AskOutcome.CANCELLED;
				default -> AskOutcome.DECLINED;
			};
		};
	}

	@Override
	public String toString() {
		return "%d messages, asks measured: %s".formatted(size(), this.measured);
	}

}
