package dev.actorspring.supervision;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
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
 * @param lastEnd why the last incarnation has ended, or could not be started;
 * {@code null} if there was none
 */
public record ChildInfo(String id, ChildState state, int incarnation, ChildType type, @Nullable ActorRef<?> ref,
		@Nullable ExitReason lastEnd) {

}
