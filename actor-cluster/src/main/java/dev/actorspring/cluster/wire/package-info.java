/**
 * What goes from node to node: messages, replies and failures as bytes.
 */
@NullMarked
package dev.actorspring.cluster.wire;

import org.jspecify.annotations.NullMarked;
