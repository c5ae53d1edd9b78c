/**
 * Explains why an application with actors did not start.
 */
@NullMarked
package dev.actorspring.boot.diagnostics;

import org.jspecify.annotations.NullMarked;
