package dev.actorspring.benchmarks.cluster;

/**
 * What an account replies: the same in all systems.
 *
 * @param node where it lives
 * @param key whose account it is
 * @param count how many deposits it has had since it came there
 * @param sum of their amounts
 */
record Balance(String node, String key, long count, long sum) {

}
