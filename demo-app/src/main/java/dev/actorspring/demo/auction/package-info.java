/**
 * Auctions: one keyed actor for each.
 */
@NullMarked
package dev.actorspring.demo.auction;

import org.jspecify.annotations.NullMarked;
