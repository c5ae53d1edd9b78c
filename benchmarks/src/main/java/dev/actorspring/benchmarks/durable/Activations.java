package dev.actorspring.benchmarks.durable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.actorspring.durable.store.FencedException;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StoreException;

/**
 * Counters that are asked when they are not in memory, 64 at once, and beside them the
 * statements that load the same rows and nothing else, through the same pool.
 */
final class Activations implements AutoCloseable {

	/** As few statements as can be. */
	static final String TOGETHER = "bare SELECT of 64 rows";

	/** By as many threads as there are connections. */
	static final String EACH = "64 bare SELECTs";

	private static final int AT_ONCE = 64;

	/** How many rows are written at a time before anything is measured. */
	private static final int BATCH = 1_000;

	private static final String FIRST = "first";

	private final ActorCounters actors;

	private final BareSelects selects;

	private final boolean idempotent;

	private final ExecutorService threads = Executors.newFixedThreadPool(Database.CONNECTIONS);

	private final Map<String, Way> ways = new LinkedHashMap<>();

	private final Random random = new Random(64);

	private final int rows;

	private int times;

	/**
	 * Creates counters, none of which is in memory.
	 * @param workload what is asked, and where they are
	 * @param rows how many
	 * @throws StoreException if the database does not work
	 * @throws FencedException never
	 */
	Activations(Workload workload, int rows) throws StoreException, FencedException {
		this.actors = new ActorCounters(workload.kind(), workload.database());
		this.idempotent = workload.kind().isIdempotent();
		this.selects = new BareSelects(this.actors.pool(), this.idempotent ? FIRST : "");
		this.rows = rows;
		this.ways.put(DurableSystem.ACTORS.label(), this::activate);
		this.ways.put(TOGETHER, this::loadTogether);
		this.ways.put(EACH, this::loadEach);
		for (int i = 0; i < rows; i += BATCH) {
			create(IntStream.range(i, Math.min(rows, i + BATCH)).boxed().toList());
		}
	}

	private void create(List<Integer> counters) throws StoreException, FencedException {
		if (this.idempotent) {
			ask(counters);
			passivate(counters);
		}
		else {
			this.actors.store().write(counters.stream().map(this.actors::firstWrite).toList(), Set.of());
		}
	}

	/** All at once. */
	private long ask(List<Integer> counters) {
		List<CompletableFuture<Long>> replies = counters.stream()
			.map((counter) -> this.actors.ask(counter,
					this.idempotent ? new Counter.AddOnce(FIRST) : new Counter.Get()))
			.toList();
		return replies.stream().mapToLong(CompletableFuture::join).sum();
	}

	private void passivate(List<Integer> counters) {
		counters.stream().map(this.actors::passivate).toList().forEach(CompletableFuture::join);
	}

	String config() {
		return String.format(Locale.ROOT, "%,d rows, %d connections; %s", this.rows, Database.CONNECTIONS,
				this.actors.config());
	}

	/**
	 * Activates counters and loads the same rows, in turn, now one way first and now
	 * another.
	 * @param repetitions how often
	 * @return how long that takes each time, in nanoseconds, by way
	 * @throws Exception if it fails
	 */
	Map<String, Double> run(int repetitions) throws Exception {
		Map<String, Double> nanos = new LinkedHashMap<>();
		List<Map.Entry<String, Way>> order = new ArrayList<>(this.ways.entrySet());
		Collections.rotate(order, this.times);
		for (int i = 0; i < repetitions; i++) {
			this.times++;
			List<Integer> counters = this.random.ints(0, this.rows).distinct().limit(AT_ONCE).boxed().toList();
			Collections.rotate(order, 1);
			for (Map.Entry<String, Way> each : order) {
				nanos.merge(each.getKey(), (double) each.getValue().run(counters) / repetitions, Double::sum);
			}
		}
		return nanos;
	}

	private long activate(List<Integer> counters) {
		long before = this.actors.made();
		long begun = System.nanoTime();
		long sum = ask(counters);
		long nanos = System.nanoTime() - begun;
		Contender.check("The sum of the counters", AT_ONCE, sum);
		Contender.check("The number of activations", AT_ONCE, this.actors.made() - before);
		passivate(counters);
		return nanos;
	}

	private long loadTogether(List<Integer> counters) throws SQLException {
		List<StateKey> keys = counters.stream().map(this.actors::stateKey).toList();
		long begun = System.nanoTime();
		int rows = this.selects.load(keys);
		long nanos = System.nanoTime() - begun;
		Contender.check("The number of rows", AT_ONCE, rows);
		return nanos;
	}

	private long loadEach(List<Integer> counters) throws Exception {
		List<Callable<Integer>> loads = counters.stream()
			.map(this.actors::stateKey)
			.<Callable<Integer>>map((key) -> () -> this.selects.load(List.of(key)))
			.toList();
		long begun = System.nanoTime();
		int rows = 0;
		for (Future<Integer> each : this.threads.invokeAll(loads)) {
			rows += each.get();
		}
		long nanos = System.nanoTime() - begun;
		Contender.check("The number of rows", AT_ONCE, rows);
		return nanos;
	}

	@Override
	public void close() {
		this.threads.close();
		this.actors.close();
	}

	/**
	 * How rows are loaded.
	 */
	private interface Way {

		/**
		 * Loads rows.
		 * @param counters whose
		 * @return how long that took, in nanoseconds
		 */
		long run(List<Integer> counters) throws Exception;

	}

}
