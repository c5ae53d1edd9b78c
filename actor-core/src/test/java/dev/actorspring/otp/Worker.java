package dev.actorspring.otp;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;

/**
 * A child that crashes, or exits normally, when it is told to.
 */
class Worker {

	/**
	 * Crash as soon as all parties are about to.
	 *
	 * @param parties who else crashes
	 */
	record Crash(CyclicBarrier parties) implements Message<Worker> {

	}

	record Exit() implements Message<Worker> {

	}

	private final ActorContext<Worker> context;

	private boolean ended;

	Worker(ActorContext<Worker> context) {
		this.context = context;
	}

	/**
	 * Whether it has ended by itself.
	 * @return {@code false} if its supervisor has stopped it
	 */
	boolean hasEnded() {
		return this.ended;
	}

	@Receive
	void crash(Crash crash) throws InterruptedException {
		this.ended = true;
		try {
			crash.parties().await(10, TimeUnit.SECONDS);
		}
		catch (BrokenBarrierException | TimeoutException ex) {
			throw new IllegalStateException("crashed alone", ex);
		}
		throw new IllegalStateException("told to crash");
	}

	@Receive
	void exit(Exit exit) {
		this.ended = true;
		this.context.stop();
	}

}
