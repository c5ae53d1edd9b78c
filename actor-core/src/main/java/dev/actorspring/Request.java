package dev.actorspring;

import org.jspecify.annotations.Nullable;

/**
 * A message that is answered with an {@code R}. Sent with {@link ActorRef#ask} or
 * {@link ActorRef#call} the answer comes back; sent with {@link ActorRef#tell} it is
 * dropped.
 *
 * @param <A> the actor class, or an interface that actor classes implement
 * @param <R> the type of the reply, which may be nullable
 */
public interface Request<A, R extends @Nullable Object> extends Message<A> {

}
