package dev.actorspring.boot.webmvc;

import dev.actorspring.boot.http.ActorWebProperties;
import dev.actorspring.system.ActorSystem;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Auto-configuration of what a servlet application is told about its actors.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.actors.ActorAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(RequestMapping.class)
@ConditionalOnBean(ActorSystem.class)
@EnableConfigurationProperties(ActorWebProperties.class)
final class ActorServletAutoConfiguration {

	@Bean
	ServletStackWarning actorServletStackWarning(ActorSystem system, ActorWebProperties properties,
			ObjectProvider<ReactiveOnly> others) {
		return new ServletStackWarning(system, properties.expose(), others);
	}

}
