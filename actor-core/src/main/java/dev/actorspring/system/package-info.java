/**
 * The running system as its owner sees it: configuration, start and stop, snapshots of
 * the tree, events and probes.
 */
@NullMarked
package dev.actorspring.system;

import org.jspecify.annotations.NullMarked;
