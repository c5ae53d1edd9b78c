package dev.actorspring.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that looks whether something goes on, every half a millisecond while it has to
 * and a little longer.
 */
final class Lookout implements Runnable {

	private static final Logger log = LoggerFactory.getLogger(Lookout.class);

	private static final long PAUSE = Duration.ofNanos(500_000).toNanos();

	/** After how many looks in vain it sleeps: to be woken takes whoever does it time. */
	private static final int IN_VAIN = 100;

	private final BooleanSupplier look;

	private volatile boolean asleep = true;

	private volatile boolean closed;

	private @Nullable Thread thread;

	/**
	 * Creates it, asleep.
	 * @param look looks; {@code false} if it was in vain
	 */
	Lookout(BooleanSupplier look) {
		this.look = look;
	}

	/**
	 * Has it look, after there is something to look at. Any thread.
	 */
	void wake() {
		if (this.asleep) {
			wakeUp();
		}
	}

	private synchronized void wakeUp() {
		this.asleep = false;
		if (this.closed) {
			return;
		}
		if (this.thread == null) {
			this.thread = Thread.ofPlatform()
				.daemon()
				.name("actor-lookout")
				.inheritInheritableThreadLocals(false)
				.unstarted(this);
			// Not that of the handler that happens to start it.
			this.thread.setContextClassLoader(null);
			this.thread.start();
		}
		LockSupport.unpark(this.thread);
	}

	@Override
	public void run() {
		int vain = 0;
		while (!this.closed) {
			LockSupport.parkNanos(this, PAUSE);
			vain = isWorthIt() ? 0 : vain + 1;
			if (vain > IN_VAIN) {
				this.asleep = true;
				// Whoever comes now sees that it has to wake this thread. Whoever has
				// come just before, and did not, is seen after a while.
				LockSupport.parkNanos(this, PAUSE);
				if (!isWorthIt()) {
					sleep();
				}
				this.asleep = false;
				vain = 0;
			}
		}
	}

	private void sleep() {
		while (this.asleep && !this.closed) {
			LockSupport.park(this);
		}
	}

	private boolean isWorthIt() {
		try {
			return this.look.getAsBoolean();
		}
		catch (RuntimeException | Error ex) {
			log.error("A look whether actors are held up has failed", ex);
			return true;
		}
	}

	/**
	 * Ends it.
	 */
	synchronized void close() {
		this.closed = true;
		LockSupport.unpark(this.thread);
	}

}
