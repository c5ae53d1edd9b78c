package dev.actorspring.supervision;

import dev.actorspring.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A child of a supervisor at one moment.
 *
 * @param id its name, unique among the children of the supervisor
 * @param state how it is doing
 * @param incarnation the number of the incarnation that runs, or of the last; zero if it
 * has never been started
 * @param type what it is
 * @param ref of a single actor; {@code null} for a family and for a supervisor
 */
public record ChildInfo(String id, ChildState state, int incarnation, ChildType type, @Nullable ActorRef<?> ref) {

}
