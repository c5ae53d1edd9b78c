/**
 * A warehouse whose rows are written by one actor each.
 */
@NullMarked
package dev.actorspring.samples.warehouse;

import org.jspecify.annotations.NullMarked;
