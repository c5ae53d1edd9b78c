/**
 * What a store of states is to the rest: where rows are loaded from and written to.
 */
@NullMarked
package dev.actorspring.durable.store;

import org.jspecify.annotations.NullMarked;
