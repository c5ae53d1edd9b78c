/**
 * Topics as beans.
 */
@NullMarked
package dev.actorspring.boot.topic;

import org.jspecify.annotations.NullMarked;
