package dev.actorspring.durable.jdbc;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Counters, here or in a process of their own.
 */
interface Counters {

	/**
	 * Counts one more.
	 * @param key of the counter
	 * @param id tells a repetition, or {@code null}
	 * @return how many those are then
	 */
	CompletableFuture<Integer> add(String key, @Nullable String id);

	CompletableFuture<Counter.Count> look(String key);

}
