/**
 * Slices of an application that have actors, and how tests wait for them.
 */
@NullMarked
package dev.actorspring.boot.test.slice;

import org.jspecify.annotations.NullMarked;
