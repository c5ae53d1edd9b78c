package dev.actorspring.cluster.pekko;

/**
 * The application on one node wants to know something of that on another.
 *
 * @param question what
 */
@SuppressWarnings("ArrayRecordComponent")
record Query(byte[] question) {

}
