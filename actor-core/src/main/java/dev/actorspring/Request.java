package dev.actorspring;

/**
 * A message that is answered with an {@code R}. Sent with {@link ActorRef#ask} or
 * {@link ActorRef#call} the answer comes back; sent with {@link ActorRef#tell} it is
 * dropped.
 *
 * @param <A> the actor class, or an interface that actor classes implement
 * @param <R> the type of the reply
 */
public interface Request<A, R> extends Message<A> {

}
