/**
 * HTTP requests as messages: handlers with a request mapping become WebFlux routes, and
 * exposed actors are reachable without one. What is answered when is written down in
 * {@code docs/http.md}.
 */
@NullMarked
package dev.actorspring.boot.web;

import org.jspecify.annotations.NullMarked;
