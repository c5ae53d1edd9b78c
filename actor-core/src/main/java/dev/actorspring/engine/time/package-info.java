/**
 * Time: the thread that runs what is due, and the wheel in which it waits.
 */
@NullMarked
package dev.actorspring.engine.time;

import org.jspecify.annotations.NullMarked;
