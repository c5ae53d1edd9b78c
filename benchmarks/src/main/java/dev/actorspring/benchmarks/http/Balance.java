package dev.actorspring.benchmarks.http;

/**
 * What every server answers.
 *
 * @param id the account
 * @param balance what is on it after the deposit
 */
record Balance(String id, long balance) {

}
