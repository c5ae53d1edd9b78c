package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.HdrHistogram.Histogram;

/**
 * Makes load for one server, over connections that it keeps. Checks every answer.
 * <p>
 * To be used by one thread.
 */
final class Load implements AutoCloseable {

	private static final long LONGEST = Duration.ofMinutes(5).toNanos();

	/** After that long without any answer something is wrong. */
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration WARM_UP = Duration.ofMillis(200);

	private final Accounts accounts = new Accounts();

	// The same accounts in the same order for all.
	private final SplittableRandom random = new SplittableRandom(4711);

	private final Selector selector;

	private final List<Connection> connections = new ArrayList<>();

	private final Ledger ledger;

	private final ProcessHandle server;

	private long warm;

	/**
	 * Connects.
	 * @param port where the server listens, at the loopback address
	 * @param connections how many
	 * @param remembers whether a balance is to be the sum of the deposits
	 * @param server whose CPU time counts
	 */
	Load(int port, int connections, boolean remembers, ProcessHandle server) throws IOException {
		this.selector = Selector.open();
		this.ledger = new Ledger(remembers);
		this.server = server;
		for (int i = 0; i < connections; i++) {
			this.connections.add(new Connection(port, this.selector));
		}
	}

	/**
	 * Makes load for a while.
	 */
	void warmUp() throws IOException {
		this.warm += closed(WARM_UP).answered();
	}

	/**
	 * How many requests have been answered while this made load only to warm up.
	 */
	long answered() {
		return this.warm;
	}

	/**
	 * A closed loop: each connection sends a request as soon as it has the answer to the
	 * last one.
	 * @param time how long
	 */
	Slice closed(Duration time) throws IOException {
		return new ClosedLoop(this, time).run();
	}

	/**
	 * An open loop: requests are due at a constant rate, however long the answers take. A
	 * request that finds no connection free is late, which counts.
	 * @param rate requests a second
	 * @param time how long
	 */
	Slice open(int rate, Duration time) throws IOException {
		return new OpenLoop(this, rate, time).run();
	}

	List<Connection> connections() {
		return this.connections;
	}

	/**
	 * Sends a request to some account.
	 * @param due when it was to be sent
	 */
	void send(Connection connection, long due) throws IOException {
		int account = this.random.nextInt(Accounts.IDS.size());
		this.ledger.paid(account);
		connection.send(account, this.accounts.request(account), due);
	}

	/**
	 * Waits until something has come, or until it is woken up, and reads it.
	 * @param answered is given each connection that has an answer
	 */
	void receive(Answered answered) throws IOException {
		long begun = System.nanoTime();
		int selected = this.selector.select((key) -> receive(key, answered), PATIENCE.toMillis());
		if (selected == 0 && System.nanoTime() - begun >= PATIENCE.toNanos()) {
			throw new IOException("No answer within " + PATIENCE.toSeconds() + " s");
		}
	}

	private void receive(SelectionKey key, Answered answered) {
		Connection connection = (Connection) key.attachment();
		try {
			if (connection.receive()) {
				check(connection);
				answered.accept(connection);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void check(Connection connection) {
		int account = connection.account();
		long balance = this.accounts.balance(account, connection.answer());
		if (balance < 0 || !this.ledger.answered(account, balance)) {
			throw new IllegalStateException(
					"Wrong answer for " + Accounts.IDS.get(account) + ": " + connection.answer());
		}
	}

	void wakeUp() {
		this.selector.wakeup();
	}

	/**
	 * Checks the sums, all requests having been answered.
	 */
	void settle() {
		this.ledger.check();
	}

	Duration serverTime() {
		return ServerProcess.cpu(this.server);
	}

	static Duration clientTime() {
		return ServerProcess.cpu(ProcessHandle.current());
	}

	static Histogram histogram() {
		return new Histogram(LONGEST, 3);
	}

	static void record(Histogram histogram, long nanos) {
		histogram.recordValue(Math.clamp(nanos, 0, LONGEST));
	}

	@Override
	public void close() throws IOException {
		for (Connection connection : this.connections) {
			connection.close();
		}
		this.selector.close();
	}

	/**
	 * Takes answers.
	 */
	interface Answered {

		void accept(Connection connection) throws IOException;

	}

}
