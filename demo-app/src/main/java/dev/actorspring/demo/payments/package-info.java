/**
 * Payments: a supervision tree of a ledger and a card gateway.
 */
@NullMarked
package dev.actorspring.demo.payments;

import org.jspecify.annotations.NullMarked;
