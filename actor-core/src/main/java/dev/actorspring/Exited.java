package dev.actorspring;

/**
 * Tells an actor that the incarnation of one it is {@linkplain ActorContext#link linked}
 * with has ended. An actor whose class has a {@link Receive} method for it traps the ends
 * of others: it handles this, and does not end with them.
 *
 * @param actor who has ended
 * @param reason why
 */
public record Exited(ActorRef<?> actor, ExitReason reason) implements Message<Object> {

}
