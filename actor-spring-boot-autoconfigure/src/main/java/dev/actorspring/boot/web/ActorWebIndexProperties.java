package dev.actorspring.boot.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the index of the exposed actors.
 *
 * @param enabled Whether GET of the base path tells which messages the exposed actors
 * take, with their JSON schema.
 */
@ConfigurationProperties("actor.web.index")
public record ActorWebIndexProperties(@DefaultValue("false") boolean enabled) {

}
