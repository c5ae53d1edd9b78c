package dev.actorspring.samples.bank;

import org.jspecify.annotations.Nullable;

/**
 * A message of the queue {@code refusals}.
 *
 * @param payment the id of the payment that was not booked
 * @param reason why not
 */
record Refusal(String payment, @Nullable String reason) {

}
