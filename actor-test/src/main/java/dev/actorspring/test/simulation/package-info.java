/**
 * Runs a system one step at a time, in an order that a seed decides, in virtual time.
 */
@NullMarked
package dev.actorspring.test.simulation;

import org.jspecify.annotations.NullMarked;
