package dev.actorspring.engine;

import dev.actorspring.engine.mailbox.Mailbox;
import dev.actorspring.engine.mailbox.Mailbox.Offer;

/**
 * Keeps the books of a mailbox under test: who sent what, and whether it arrives once, in
 * order, and at one owner at a time.
 */
final class Traffic {

	/** With this, a cursor moves the head after every second message. */
	static final byte TWO = 2;

	private static final int SENDERS = 8;

	/** How many messages the mailbox has had before. */
	private final int passed;

	private final int[] sent = new int[SENDERS];

	private final int[] accepted = new int[SENDERS];

	private final int[][] latest = { new int[SENDERS], new int[SENDERS] };

	private final int[] arrived = new int[SENDERS];

	private volatile boolean owned;

	Traffic() {
		this(0);
	}

	Traffic(int passed) {
		this.passed = passed;
	}

	/**
	 * Sends the next message of a sender.
	 * @param mailbox where to
	 * @param sender a number that no other thread has
	 * @return what has become of it
	 */
	Offer send(Mailbox mailbox, int sender) {
		Offer offer = mailbox.offer(new Sent(sender, ++this.sent[sender]), Integer.MAX_VALUE, 0);
		if (offer == Offer.QUEUED || offer == Offer.WAKE) {
			this.accepted[sender]++;
		}
		return offer;
	}

	/**
	 * Called by a thread that has just become the owner.
	 */
	void enter() {
		if (this.owned) {
			throw new IllegalStateException("two owners");
		}
		this.owned = true;
	}

	/**
	 * Called by the owner before it tries to give the mailbox up.
	 */
	void leave() {
		this.owned = false;
	}

	/**
	 * A message was taken or refused. Owner only.
	 * @param payload the message
	 */
	void arrived(Object payload) {
		Sent message = (Sent) payload;
		int[] last = this.latest[message.number() % 2];
		if (last[message.sender()] >= message.number()) {
			throw new IllegalStateException("out of order, or twice");
		}
		last[message.sender()] = message.number();
		this.arrived[message.sender()]++;
	}

	/**
	 * Looks at a mailbox while others may change it: it must not tell of anything that
	 * was never sent, and must come to an end, whatever is cut off meanwhile.
	 * @param mailbox the mailbox
	 */
	void look(Mailbox mailbox) {
		int depth = mailbox.depth();
		if (depth < 0 || depth > sum(this.sent)) {
			throw new IllegalStateException(depth + " wait");
		}
		if (mailbox.taken() - this.passed > sum(this.sent)) {
			throw new IllegalStateException("more are taken than were sent");
		}
		mailbox.oldestSentAt();
		mailbox.hasPassed(depth);
	}

	private static int sum(int[] numbers) {
		int sum = 0;
		for (int number : numbers) {
			sum += number;
		}
		return sum;
	}

	/**
	 * Checks that nobody owns the mailbox, and that what has not arrived still waits.
	 * @param mailbox the mailbox
	 */
	void check(Mailbox mailbox) {
		if (this.owned) {
			throw new IllegalStateException("an owner is left over");
		}
		int missing = 0;
		for (int i = 0; i < SENDERS; i++) {
			missing += this.accepted[i] - this.arrived[i];
		}
		if (missing != mailbox.depth()) {
			throw new IllegalStateException(missing + " did not arrive, but " + mailbox.depth() + " wait");
		}
	}

	/**
	 * A message. Those with odd numbers may overtake those with even ones.
	 *
	 * @param sender who sent it
	 * @param number one for the first message of its sender
	 */
	record Sent(int sender, int number) {

		boolean odd() {
			return number() % 2 == 1;
		}

	}

}
