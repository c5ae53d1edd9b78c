package dev.actorspring.engine;

import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.engine.mailbox.LifecycleSignal;
import dev.actorspring.engine.mailbox.SignalledMailbox;

/**
 * A mailbox that counts how often somebody becomes its owner by a signal.
 */
final class TestCell extends SignalledMailbox {

	static final int CAPACITY = 10;

	private final AtomicInteger wakes = new AtomicInteger();

	/**
	 * Makes one that is owned by its creator and has no signals.
	 * @return the cell
	 */
	static TestCell owned() {
		TestCell cell = new TestCell();
		cell.signal(new LifecycleSignal(LifecycleSignal.Kind.START));
		cell.nextSignal();
		cell.wakes.set(0);
		return cell;
	}

	/**
	 * Makes one that waits for messages and signals.
	 * @return the cell
	 */
	static TestCell idling() {
		TestCell cell = owned();
		cell.idle();
		return cell;
	}

	/**
	 * Sends a message.
	 * @param payload the message
	 * @return what has become of it
	 */
	Offer offer(Object payload) {
		return offer(payload, CAPACITY, 0);
	}

	/**
	 * Sends a signal.
	 * @return how many owners were woken so far
	 */
	int signal() {
		signal(new LifecycleSignal(LifecycleSignal.Kind.STOP));
		return this.wakes.get();
	}

	@Override
	public void wake() {
		this.wakes.incrementAndGet();
	}

}
