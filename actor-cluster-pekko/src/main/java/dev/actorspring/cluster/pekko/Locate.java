package dev.actorspring.cluster.pekko;

/**
 * Asks where a partition lives. Goes through the region to the partition, which answers
 * the sender.
 *
 * @param partition its number
 */
record Locate(int partition) {

}
