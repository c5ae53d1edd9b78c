package dev.actorspring.supervision;

import java.time.Duration;
import java.time.Instant;

import dev.actorspring.ExitReason;

/**
 * One incarnation that replaced another.
 *
 * @param path the actor
 * @param incarnation the number of the new incarnation
 * @param reason why the one before ended
 * @param time when the new one was running, to the millisecond
 * @param duration from the end of the one before until then
 */
public record Restart(String path, int incarnation, ExitReason reason, Instant time, Duration duration) {

}
