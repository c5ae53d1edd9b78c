package dev.actorspring.cluster.pekko;

import dev.actorspring.cluster.routing.Location;

/**
 * Says where a partition lives.
 *
 * @param partition its number
 * @param location where
 */
record Located(int partition, Location location) {

}
