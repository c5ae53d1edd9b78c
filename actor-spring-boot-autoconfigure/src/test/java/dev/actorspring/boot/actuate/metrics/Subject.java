package dev.actorspring.boot.actuate.metrics;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;

/**
 * An actor that does what a test needs to be measured.
 */
class Subject {

	@Receive
	void note(Note message) {
	}

	@Receive
	String answer(Answer request) {
		return "done";
	}

	@Receive
	String refuse(Decline request) throws NotNow {
		throw new NotNow();
	}

	@Receive
	String fail(Crash request) {
		throw new IllegalStateException("boom");
	}

	@Receive
	void block(Block message) throws InterruptedException {
		message.gate().pass();
	}

	@Receive
	String blockWithReply(BlockedAnswer request) throws InterruptedException {
		request.gate().pass();
		return "late";
	}

	@Receive
	void ignoreInterrupts(Stubborn message) {
		message.gate().entered.countDown();
		while (message.gate().open.getCount() > 0) {
			Thread.interrupted();
			Thread.onSpinWait();
		}
	}

	record Note() implements Message<Subject> {

	}

	record Answer() implements Request<Subject, String> {

	}

	record Decline() implements Request<Subject, String> {

	}

	record Crash() implements Request<Subject, String> {

	}

	record Block(Gate gate) implements Message<Subject> {

	}

	record BlockedAnswer(Gate gate) implements Request<Subject, String> {

	}

	record Stubborn(Gate gate) implements Message<Subject> {

	}

	static class NotNow extends Exception {

		private static final long serialVersionUID = 1L;

	}

	/**
	 * Where an actor waits for the test.
	 */
	static final class Gate {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch open = new CountDownLatch(1);

		private void pass() throws InterruptedException {
			this.entered.countDown();
			this.open.await();
		}

		void awaitEntered() throws InterruptedException {
			if (!this.entered.await(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Nobody came");
			}
		}

		void open() {
			this.open.countDown();
		}

	}

}
