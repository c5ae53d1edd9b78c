/**
 * The HTTP gateway in the application's OpenAPI document, if springdoc makes one.
 */
@NullMarked
package dev.actorspring.boot.openapi;

import org.jspecify.annotations.NullMarked;
