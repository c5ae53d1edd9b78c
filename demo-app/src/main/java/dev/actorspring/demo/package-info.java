/**
 * An auction house that uses only what a user of the starter would.
 */
@NullMarked
package dev.actorspring.demo;

import org.jspecify.annotations.NullMarked;
