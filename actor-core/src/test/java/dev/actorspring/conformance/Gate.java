package dev.actorspring.conformance;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a probe hangs until the test lets it go on.
 */
final class Gate {

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch open = new CountDownLatch(1);

	private final boolean stubborn;

	/**
	 * Creates a gate.
	 * @param stubborn whether whoever hangs there ignores interrupts
	 */
	Gate(boolean stubborn) {
		this.stubborn = stubborn;
	}

	void pass() {
		this.entered.countDown();
		while (this.open.getCount() > 0) {
			try {
				this.open.await();
			}
			catch (InterruptedException ex) {
				if (!this.stubborn) {
					throw new IllegalStateException("interrupted at the gate", ex);
				}
			}
		}
	}

	void awaitEntered() throws InterruptedException {
		assertThat(this.entered.await(20, TimeUnit.SECONDS)).as("somebody is at the gate").isTrue();
	}

	void open() {
		this.open.countDown();
	}

}
