package dev.actorspring.cluster.pekko;

/**
 * Says that a partition has come to the node of the sender. Only a hint, as it may have
 * left again since.
 *
 * @param partition its number
 */
record Arrived(int partition) {

}
