package dev.actorspring.boot.durable;

import dev.actorspring.durable.Durable;

/**
 * The state of an incarnation, which its alarms are kept with. A bean of the scope
 * {@code actor}, so that both are of the same incarnation in whatever order it takes
 * them.
 *
 * @param declared what the actor takes
 * @param durable the state
 */
record IncarnationState(DiscoveredState<?> declared, Durable<?> durable) {

}
