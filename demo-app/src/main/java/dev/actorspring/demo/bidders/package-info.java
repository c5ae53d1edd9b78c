/**
 * Simulated bidders, which give something to watch.
 */
@NullMarked
package dev.actorspring.demo.bidders;

import org.jspecify.annotations.NullMarked;
