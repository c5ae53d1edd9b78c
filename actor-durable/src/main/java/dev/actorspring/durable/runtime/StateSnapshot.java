package dev.actorspring.durable.runtime;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the state of an active actor is doing at one moment.
 *
 * @param version how often it was written; 0 if never
 * @param unwrittenTurns how many turns have set it, or alarms, and are not in the store
 * yet
 * @param nextAlarm when the next alarm is due, also of those that are not written yet;
 * {@code null} if there is none
 */
public record StateSnapshot(long version, int unwrittenTurns, @Nullable Instant nextAlarm) {

}
