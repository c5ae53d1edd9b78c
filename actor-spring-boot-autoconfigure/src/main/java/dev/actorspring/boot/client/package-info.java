/**
 * Messages as HTTP requests to another application.
 */
@NullMarked
package dev.actorspring.boot.client;

import org.jspecify.annotations.NullMarked;
