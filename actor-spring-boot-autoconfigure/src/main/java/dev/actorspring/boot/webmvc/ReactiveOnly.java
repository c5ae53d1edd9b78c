package dev.actorspring.boot.webmvc;

/**
 * Something that is reachable over HTTP on WebFlux only. As a bean of a servlet
 * application it is named in the warning at the start.
 *
 * @param description what it is, as part of a list
 */
public record ReactiveOnly(String description) {

}
