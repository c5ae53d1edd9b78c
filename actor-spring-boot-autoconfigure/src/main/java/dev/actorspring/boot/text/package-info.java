/**
 * How names of the code are written for others: in paths, properties, metrics and
 * documents.
 */
@NullMarked
package dev.actorspring.boot.text;

import org.jspecify.annotations.NullMarked;
