package dev.actorspring.samples.bank;

/**
 * A message of the queue {@code payments}.
 *
 * @param account the number of the account
 * @param amount what is paid in; less than zero is paid out
 */
record Payment(String account, long amount) {

}
