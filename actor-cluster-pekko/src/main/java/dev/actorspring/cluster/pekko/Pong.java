package dev.actorspring.cluster.pekko;

/**
 * The node that has asked is a member.
 *
 * @param life of the node that answers
 * @param asked when that was, by the clock of the one that has asked
 */
record Pong(long life, long asked) {

}
