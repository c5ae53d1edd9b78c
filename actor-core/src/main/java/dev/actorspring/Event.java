package dev.actorspring;

/**
 * Something that has happened, and that any actor may want to know of. Published to a
 * {@link Topic} it reaches each actor that has a {@link Receive} method for it, or for a
 * supertype of it that is an event too. Implementations are immutable, best as records.
 * <p>
 * An event nested in an actor class is one that the actor publishes: it need not have a
 * handler there. Nobody waits for an answer, so that an event is no {@link Request}.
 */
public interface Event extends Message<Object> {

}
