package dev.actorspring.benchmarks.durable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

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

	private final ActorCounters actors;

	private final ExecutorService threads = Executors.newFixedThreadPool(Database.CONNECTIONS);

	private final Map<String, Way> ways = new LinkedHashMap<>();

	private int times;

	/**
	 * Creates counters, none of which is in memory.
	 * @throws StoreException if the database does not work
	 */
	Activations(Database database) throws StoreException {
		this.actors = new ActorCounters(Kind.ACTIVATIONS, database);
		this.ways.put(DurableSystem.ACTORS.label(), this::activate);
		this.ways.put(TOGETHER, this::loadTogether);
		this.ways.put(EACH, this::loadEach);
		List<Integer> all = IntStream.range(0, Kind.ACTIVATIONS.keys()).boxed().toList();
		join(all.stream().map(this.actors::add).toList());
		join(all.stream().map(this.actors::passivate).toList());
	}

	String config() {
		return Database.CONNECTIONS + " connections; " + this.actors.config();
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
			int first = this.times++ * AT_ONCE;
			List<Integer> counters = IntStream.range(first, first + AT_ONCE)
				.mapToObj((counter) -> counter % Kind.ACTIVATIONS.keys())
				.toList();
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
		join(counters.stream().map(this.actors::passivate).toList());
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

	private static void join(List<? extends CompletableFuture<?>> all) {
		all.forEach(CompletableFuture::join);
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
