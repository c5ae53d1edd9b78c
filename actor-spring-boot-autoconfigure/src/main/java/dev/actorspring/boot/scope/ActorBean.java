package dev.actorspring.boot.scope;

/**
 * An actor, or keyed family, whose incarnations are beans.
 *
 * @param <A> the actor class
 * @param name the name of the actor
 * @param beanName the name of the bean definition that its incarnations are made from
 * @param type the actor class
 * @param keyed whether it is a family
 */
public record ActorBean<A>(String name, String beanName, Class<A> type, boolean keyed) {

}
