/**
 * What tests of durable actors use: a store in memory, and a check that old states load.
 */
@NullMarked
package dev.actorspring.durable.test;

import org.jspecify.annotations.NullMarked;
