package dev.actorspring.system;

import dev.actorspring.ActorSpec;
import dev.actorspring.protocol.ActorProtocol;

/**
 * An actor, or keyed family, that the system was built with.
 *
 * @param spec how it is started
 * @param protocol what it understands
 */
public record Registration(ActorSpec<?> spec, ActorProtocol protocol) {

}
