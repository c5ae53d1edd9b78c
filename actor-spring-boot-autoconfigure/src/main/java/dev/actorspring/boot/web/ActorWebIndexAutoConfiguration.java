package dev.actorspring.boot.web;

import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import dev.actorspring.ActorConfigurationException;
import jakarta.validation.Validator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Auto-configuration of the index of the exposed actors.
 */
@AutoConfiguration(after = ActorWebAutoConfiguration.class)
@ConditionalOnBean(ActorRouterFunction.class)
@ConditionalOnProperty("actor.web.index.enabled")
@EnableConfigurationProperties(ActorWebIndexProperties.class)
final class ActorWebIndexAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ SchemaGenerator.class, JacksonSchemaModule.class, JakartaValidationModule.class })
	static class IndexConfiguration {

		@Bean
		RouterFunction<ServerResponse> actorIndex(Gateway gateway, ActorWebProperties properties, RouteTable table,
				ObjectProvider<Validator> validator) {
			String prefix = properties.basePath() + "/";
			ActorIndex index = new ActorIndex(gateway.responses(),
					table.routes()
						.stream()
						.filter((route) -> properties.expose().contains(route.target().name()))
						.filter((route) -> route.pattern().getPatternString().startsWith(prefix))
						.toList(),
					new MessageSchemas(gateway.mapper(), validator.getIfAvailable() != null));
			return RouterFunctions.route(RequestPredicates.path(properties.basePath()), index);
		}

	}

	/**
	 * An index without schemas would be half of what was asked for.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("com.github.victools.jsonschema.module.jackson.JacksonSchemaModule")
	static class NoSchemasConfiguration {

		NoSchemasConfiguration() {
			throw new ActorConfigurationException(
					"The property 'actor.web.index.enabled' is set, but there is nothing on the class path that makes "
							+ "JSON schemas",
					"Add the dependencies jsonschema-generator, jsonschema-module-jackson and "
							+ "jsonschema-module-jakarta-validation of com.github.victools, or remove the property.");
		}

	}

}
