package dev.actorspring.durable.jdbc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * A client that asks an actor without a state for as long as it is open.
 */
final class EchoLoad implements AutoCloseable {

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

	private final AtomicInteger heard = new AtomicInteger();

	private final AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();

	private final Thread client;

	private volatile boolean over;

	EchoLoad(CounterApplication application) {
		this.client = Thread.ofVirtual().start(() -> {
			try {
				while (!this.over) {
					int number = this.heard.get();
					if (application.echo(number).get() != number) {
						throw new IllegalStateException("Another number than " + number);
					}
					this.heard.incrementAndGet();
					// Or it would have one of few processors for itself.
					LockSupport.parkNanos(PAUSE);
				}
			}
			catch (Exception ex) {
				this.wrong.set(ex);
			}
		});
	}

	/**
	 * Waits until others are refused, again and again, while this one goes on to be
	 * answered.
	 * @param ledgers of those others
	 * @param application whose store is away
	 * @param then what happens then, while they still ask
	 */
	void awaitRefusals(Ledgers ledgers, CounterApplication application, Step then) throws Exception {
		await().atMost(CounterApplication.LONG).until(() -> application.durable().failure() != null);
		int refused = ledgers.refused();
		int before = heard();
		// Those who asked before may wait for what was under way; and some of these, if a
		// little is written now and then, for what happens then.
		try (Load late = new Load(ledgers, application, 4)) {
			await().atMost(CounterApplication.LONG)
				.until(() -> ledgers.refused() > refused + 100 && heard() > before + 100);
			then.run();
		}
	}

	/** How many answers it has had. */
	int heard() {
		return this.heard.get();
	}

	/** What was no answer. */
	@Nullable Throwable wrong() {
		return this.wrong.get();
	}

	@Override
	public void close() throws InterruptedException {
		this.over = true;
		this.client.join();
	}

}
