/**
 * A limit on how often each client may do something.
 */
@NullMarked
package dev.actorspring.samples.limits;

import org.jspecify.annotations.NullMarked;
