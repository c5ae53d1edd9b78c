package dev.actorspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method of a {@link States state}: what happens when the actor has come into it. It
 * takes nothing, or the {@link ActorContext}, and returns nothing. It runs at the end of
 * the turn, or start, in which the state was chosen, and before anything else is handled;
 * a state that the turn has left again is not entered. What it throws is a crash.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnEntry {

}
