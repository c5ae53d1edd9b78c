/**
 * Keyed actors that are spread over the nodes of a cluster: which families, where the
 * nodes are, and when this one joins and leaves.
 */
@NullMarked
package dev.actorspring.boot.cluster;

import org.jspecify.annotations.NullMarked;
