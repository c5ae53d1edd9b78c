/**
 * Keyed actors that live on several nodes.
 */
@NullMarked
package dev.actorspring.cluster;

import org.jspecify.annotations.NullMarked;
