/**
 * Notes, each of which belongs to whoever has written it.
 */
@NullMarked
package dev.actorspring.samples.safe;

import org.jspecify.annotations.NullMarked;
