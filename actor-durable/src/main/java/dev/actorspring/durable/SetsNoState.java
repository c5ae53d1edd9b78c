package dev.actorspring.durable;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a handler in a transaction of its own, as with {@code @Transactional}, that it
 * sets neither the {@link Durable} state of its actor nor {@link Alarms}. Without it such
 * a handler stops the start, as its transaction and the write of the state are two: one
 * may be there without the other.
 * <p>
 * To set them all the same fails, and so crashes the handler and rolls its transaction
 * back.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SetsNoState {

}
