/**
 * Which messages go where, in which order, and what becomes of them when partitions move.
 * Knows no transport.
 */
@NullMarked
package dev.actorspring.cluster.routing;

import org.jspecify.annotations.NullMarked;
