/**
 * The bean scope {@code actor}: what an incarnation is made of lives and dies with it.
 */
@NullMarked
package dev.actorspring.boot.scope;

import org.jspecify.annotations.NullMarked;
