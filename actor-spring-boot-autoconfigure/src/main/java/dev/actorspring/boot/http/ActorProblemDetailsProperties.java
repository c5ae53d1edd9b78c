package dev.actorspring.boot.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the answers to failed asks of the application's own controllers.
 *
 * @param enabled Whether a controller that fails because an ask has failed is answered
 * with the problem detail that the actor's own route would have.
 */
@ConfigurationProperties("actor.web.problem-details")
public record ActorProblemDetailsProperties(@DefaultValue("true") boolean enabled) {

}
