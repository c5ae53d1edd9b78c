package dev.actorspring.boot.openapi;

import dev.actorspring.boot.http.RouteDescriptions;
import io.swagger.v3.core.converter.ModelConverters;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.properties.SpringDocConfigProperties;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Auto-configuration of the description of the HTTP gateway for springdoc.
 */
@AutoConfiguration(afterName = { "dev.actorspring.boot.http.ActorHttpAutoConfiguration",
		"org.springdoc.core.configuration.SpringDocConfiguration",
		"org.springdoc.core.properties.SpringDocConfigProperties" })
@ConditionalOnWebApplication
@ConditionalOnClass({ OpenApiCustomizer.class, ModelConverters.class })
@ConditionalOnBean({ RouteDescriptions.class, SpringDocConfigProperties.class })
@ImportRuntimeHints(SpringdocActorFilter.Hints.class)
final class ActorOpenApiAutoConfiguration {

	@Bean
	static SpringdocActorFilter actorsApartFromSpringdoc() {
		return new SpringdocActorFilter();
	}

	@Bean
	@ConditionalOnMissingBean(name = "actorOpenApiCustomizer")
	OpenApiCustomizer actorOpenApiCustomizer(RouteDescriptions routes, SpringDocConfigProperties properties) {
		return new ActorOpenApiCustomizer(routes, properties);
	}

}
