/**
 * A bank that takes payments from a queue, and sends receipts to another.
 */
@NullMarked
package dev.actorspring.samples.bank;

import org.jspecify.annotations.NullMarked;
