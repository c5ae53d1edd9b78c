package dev.actorspring.benchmarks.http;

/**
 * The body of a request, for the servers that have a controller.
 *
 * @param amount what is paid in
 */
record Deposit(long amount) {

}
