package dev.actorspring.system;

import java.time.Duration;

/**
 * A turn that takes longer than it may.
 *
 * @param name the name of the actor or family; never a key
 * @param path the path of the actor
 * @param message the simple name of what it has in hand
 * @param handlingFor for how long, without the time in which it has waited
 * @param threadId of the thread that it is on
 */
public record StuckTurn(String name, String path, String message, Duration handlingFor, long threadId) {

}
