/**
 * Explains why an application with actors did not start, and what went wrong after that.
 */
@NullMarked
package dev.actorspring.boot.diagnostics;

import org.jspecify.annotations.NullMarked;
