/**
 * The Actuator endpoint that shows the nodes of a cluster and its partitions.
 */
@NullMarked
package dev.actorspring.boot.actuate.cluster;

import org.jspecify.annotations.NullMarked;
