/**
 * Small actors with a bug that only some orders of messages show, and the same without
 * it.
 */
@NullMarked
package dev.actorspring.test.planted;

import org.jspecify.annotations.NullMarked;
