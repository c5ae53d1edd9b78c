package dev.actorspring.durable.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that count and look for as long as it is open, each with one request at a time.
 */
final class Load implements AutoCloseable {

	private static final int LOOK_EACH = 5;

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

	private final Ledgers ledgers;

	private final Counters counters;

	private final List<Thread> clients = new ArrayList<>();

	private volatile boolean over;

	/**
	 * Starts clients.
	 * @param ledgers what they know of the counters
	 * @param counters whom they ask
	 * @param clients how many
	 */
	Load(Ledgers ledgers, Counters counters, int clients) {
		this.ledgers = ledgers;
		this.counters = counters;
		for (int i = 0; i < clients; i++) {
			this.clients.add(Thread.ofVirtual().start(this::run));
		}
	}

	private void run() {
		try {
			for (int i = 1; !this.over; i++) {
				if (i % LOOK_EACH == 0) {
					look();
				}
				else {
					add();
				}
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Ledgers.Ledger ledger() {
		return this.ledgers.get(ThreadLocalRandom.current().nextInt(this.ledgers.keys().size()));
	}

	private void add() throws InterruptedException {
		Ledgers.Ledger ledger = ledger();
		String id = UUID.randomUUID().toString();
		int before = ledger.highest();
		try {
			ledger.added(before, id, this.counters.add(ledger.key(), this.ledgers.idempotencyKey(id)).get());
		}
		catch (ExecutionException ex) {
			ledger.notAdded(id, ex.getCause());
			failed(ex.getCause());
		}
	}

	private void look() throws InterruptedException {
		Ledgers.Ledger ledger = ledger();
		int before = ledger.highest();
		try {
			ledger.looked(before, this.counters.look(ledger.key()).get());
		}
		catch (ExecutionException ex) {
			ledger.notLooked(ex.getCause());
			failed(ex.getCause());
		}
	}

	private void failed(Throwable failure) {
		if (failure instanceof CounterProcess.Failed failed && failed.type().equals("Killed")) {
			this.over = true;
		}
		LockSupport.parkNanos(PAUSE);
	}

	@Override
	public void close() throws InterruptedException {
		this.over = true;
		for (Thread client : this.clients) {
			client.join();
		}
	}

}
