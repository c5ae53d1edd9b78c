package dev.actorspring.samples.bank;

/**
 * A message of the queue {@code receipts}. It may come twice, with the same id.
 *
 * @param payment the id of the payment that was booked
 * @param account the number of the account
 * @param balance what there is on the account since then
 */
record Receipt(String payment, String account, long balance) {

}
