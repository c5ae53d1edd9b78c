/**
 * What is looked for while actors run: turns that take too long, deadlocks, and threads
 * that virtual ones are stuck to.
 */
@NullMarked
package dev.actorspring.boot.watchdog;

import org.jspecify.annotations.NullMarked;
