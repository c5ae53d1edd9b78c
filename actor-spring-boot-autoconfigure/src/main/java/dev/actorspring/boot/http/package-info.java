/**
 * HTTP requests as messages, whichever stack they come in on: which handler a request is
 * for, how a message is made of it, what is answered. What is answered when is written
 * down in {@code docs/http.md}. A stack takes the {@linkplain RouteTable routes}, and for
 * each request goes through the steps of a {@link MessageEndpoint.Exchange}.
 */
@NullMarked
package dev.actorspring.boot.http;

import org.jspecify.annotations.NullMarked;
