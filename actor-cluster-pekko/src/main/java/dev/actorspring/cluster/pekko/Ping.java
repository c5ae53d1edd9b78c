package dev.actorspring.cluster.pekko;

/**
 * Asks another node whether this one is a member and can be reached, as far as that
 * knows. If not, it does not answer.
 *
 * @param life of the node that asks
 * @param asked when, by its own clock
 */
record Ping(long life, long asked) {

}
