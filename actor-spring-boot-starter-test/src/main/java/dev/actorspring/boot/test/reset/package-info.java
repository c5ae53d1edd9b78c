/**
 * Actors that begin anew between tests.
 */
@NullMarked
package dev.actorspring.boot.test.reset;

import org.jspecify.annotations.NullMarked;
