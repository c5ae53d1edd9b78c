package dev.actorspring.boot.actuate.endpoint;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the endpoint.
 *
 * @param showValues When to show the stack trace of the last failure.
 * @param roles Roles that a user must have one of to be shown it. When empty, all
 * authenticated users are.
 */
@ConfigurationProperties("management.endpoint.actors")
public record ActorsEndpointProperties(@DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {

}
