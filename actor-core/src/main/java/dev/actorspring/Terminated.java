package dev.actorspring;

/**
 * Tells an actor that one it {@linkplain ActorContext#watch watches} has ended for good.
 * Handled by a {@link Receive} method like any message.
 *
 * @param actor the ref that was watched
 * @param reason why it ended
 */
public record Terminated(ActorRef<?> actor, ExitReason reason) implements Message<Object> {

}
