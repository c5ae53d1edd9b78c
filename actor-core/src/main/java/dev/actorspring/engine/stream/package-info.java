/**
 * Replies of many items, which end with the incarnation that sends them.
 */
@NullMarked
package dev.actorspring.engine.stream;

import org.jspecify.annotations.NullMarked;
