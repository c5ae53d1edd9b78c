/**
 * Faults in a whole application.
 */
@NullMarked
package dev.actorspring.boot.test.faults;

import org.jspecify.annotations.NullMarked;
