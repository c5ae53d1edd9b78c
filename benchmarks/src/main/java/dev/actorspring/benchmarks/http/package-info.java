/**
 * The same JSON endpoint with and without actors, under load.
 * <p>
 * Servers are processes of their own, from
 * {@link dev.actorspring.benchmarks.http.HttpServer}. The process that generates the
 * load, through {@link dev.actorspring.benchmarks.http.Load}, runs
 * {@link dev.actorspring.benchmarks.http.HttpBenchmark}.
 */
@NullMarked
package dev.actorspring.benchmarks.http;

import org.jspecify.annotations.NullMarked;
