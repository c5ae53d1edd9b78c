/**
 * Accounts on several nodes: what a request to another node costs, and what it takes that
 * a node goes.
 * <p>
 * {@link dev.actorspring.benchmarks.cluster.ClusterBenchmark} starts each node as a
 * process of its own and generates no load itself: it tells one of the nodes to.
 */
@NullMarked
package dev.actorspring.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
