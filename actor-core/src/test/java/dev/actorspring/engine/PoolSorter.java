package dev.actorspring.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorSpec;
import dev.actorspring.PoolSpec;
import dev.actorspring.Prioritized;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.Routed;
import org.jspecify.annotations.Nullable;

/**
 * A worker whose messages have keys and priorities.
 */
class PoolSorter {

	/**
	 * What was done, by all of a test.
	 *
	 * @param begun what was begun, in this order
	 * @param ended what was done, or has crashed a worker
	 */
	record Log(List<Job> begun, List<Job> ended) {

		Log() {
			this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
		}

		List<Integer> numbers() {
			return this.begun.stream().map(Job::number).toList();
		}

	}

	/**
	 * Holds a worker until the gate opens.
	 *
	 * @param number of the job
	 * @param gate fails to crash the worker
	 */
	record Job(int number, @Nullable String key, int priority,
			CompletableFuture<?> gate) implements Request<PoolSorter, String>, Routed, Prioritized {

		static final CompletableFuture<?> OPEN = CompletableFuture.completedFuture(1);

		Job(int number, @Nullable String key, int priority) {
			this(number, key, priority, OPEN);
		}

		@Override
		public @Nullable Object routingKey() {
			return this.key;
		}

	}

	private final ActorContext<PoolSorter> context;

	private final Log log;

	PoolSorter(ActorContext<PoolSorter> context, Log log) {
		this.context = context;
		this.log = log;
	}

	static ActorSpec<PoolSorter> spec(Log log, PoolSpec pool) {
		return ActorSpec.of("sorters", PoolSorter.class, (context) -> new PoolSorter(context, log)).withPool(pool);
	}

	@Receive
	String sort(Job job) {
		this.log.begun().add(job);
		try {
			job.gate().join();
		}
		catch (CompletionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
		finally {
			this.log.ended().add(job);
		}
		return this.context.path();
	}

}
