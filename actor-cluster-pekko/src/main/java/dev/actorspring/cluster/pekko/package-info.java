/**
 * Nodes, their partitions, and the bytes between them, on Pekko.
 */
@NullMarked
package dev.actorspring.cluster.pekko;

import org.jspecify.annotations.NullMarked;
