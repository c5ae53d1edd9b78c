/**
 * Assertions for what actors leave in meters and answers.
 */
@NullMarked
package dev.actorspring.boot.test.assertions;

import org.jspecify.annotations.NullMarked;
