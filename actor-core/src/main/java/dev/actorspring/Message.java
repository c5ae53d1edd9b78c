package dev.actorspring;

/**
 * Something that an actor of type {@code A} understands. Implementations are immutable,
 * best as records: a message may be read by another thread, or another machine, long
 * after it was sent.
 *
 * @param <A> the actor class, or an interface that actor classes implement
 */
public interface Message<A> {

}
