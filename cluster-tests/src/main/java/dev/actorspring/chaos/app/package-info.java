/**
 * A small application with durable actors that are spread over nodes.
 */
@NullMarked
package dev.actorspring.chaos.app;

import org.jspecify.annotations.NullMarked;
