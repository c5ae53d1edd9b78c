package dev.actorspring.boot.actuate.cluster;

import org.jspecify.annotations.Nullable;

/**
 * What one node wants to be shown by another.
 *
 * @param path the names from the root down; empty for the root
 * @param limit how many keys of a family at most
 * @param after the key after which to begin
 */
record NodeQuestion(String path, @Nullable Integer limit, @Nullable String after) {

}
