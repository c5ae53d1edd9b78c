package dev.actorspring.benchmarks.durable;

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
import dev.actorspring.durable.store.StoredState;
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

	private final ActorCounters actors;

	private final ExecutorService threads = Executors.newFixedThreadPool(Database.CONNECTIONS);

	private final Map<String, Way> ways = new LinkedHashMap<>();

	private final Random random = new Random(64);

	private final int rows;

	private int times;

	/**
	 * Creates counters, none of which is in memory.
	 * @param rows how many
	 * @throws StoreException if the database does not work
	 * @throws FencedException never
	 */
	Activations(Database database, int rows) throws StoreException, FencedException {
		this.actors = new ActorCounters(Kind.ACTIVATIONS, database);
		this.rows = rows;
		this.ways.put(DurableSystem.ACTORS.label(), this::activate);
		this.ways.put(TOGETHER, this::loadTogether);
		this.ways.put(EACH, this::loadEach);
		for (int i = 0; i < rows; i += BATCH) {
			this.actors.store()
				.write(IntStream.range(i, Math.min(rows, i + BATCH)).mapToObj(this.actors::firstWrite).toList(),
						Set.of());
		}
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
		List<CompletableFuture<Long>> replies = counters.stream()
			.map((counter) -> this.actors.ask(counter, new Counter.Get()))
			.toList();
		long sum = replies.stream().mapToLong(CompletableFuture::join).sum();
		long nanos = System.nanoTime() - begun;
		Contender.check("The sum of the counters", AT_ONCE, sum);
		Contender.check("The number of activations", AT_ONCE, this.actors.made() - before);
		counters.stream().map(this.actors::passivate).toList().forEach(CompletableFuture::join);
		return nanos;
	}

	private long loadTogether(List<Integer> counters) throws StoreException {
		List<StateKey> keys = counters.stream().map(this.actors::stateKey).toList();
		long begun = System.nanoTime();
		List<StoredState> rows = this.actors.store().load(keys);
		long nanos = System.nanoTime() - begun;
		Contender.check("The number of rows", AT_ONCE, rows.size());
		return nanos;
	}

	private long loadEach(List<Integer> counters) throws Exception {
		List<Callable<Integer>> loads = counters.stream()
			.map(this.actors::stateKey)
			.<Callable<Integer>>map((key) -> () -> this.actors.store().load(List.of(key)).size())
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
