/**
 * For tests of actors.
 */
@NullMarked
package dev.actorspring.test;

import org.jspecify.annotations.NullMarked;
