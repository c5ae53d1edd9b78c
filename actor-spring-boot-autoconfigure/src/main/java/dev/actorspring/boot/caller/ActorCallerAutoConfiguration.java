package dev.actorspring.boot.caller;

import java.util.List;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.system.ContextCarrier;
import io.micrometer.context.ThreadLocalAccessor;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.core.convert.ConversionService;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.method.annotation.AuthenticationPrincipalArgumentResolver;
import org.springframework.security.web.method.annotation.CurrentSecurityContextArgumentResolver;

/**
 * Auto-configuration of what handlers may take besides a message. It goes along with the
 * context of the sender, so that there must be a way to carry that.
 */
@AutoConfiguration(before = ActorAutoConfiguration.class)
@ConditionalOnClass({ ThreadLocalAccessor.class, HttpHeaders.class })
final class ActorCallerAutoConfiguration {

	/** Those of the two stacks, whose formatters an application may have added to. */
	private static final List<String> CONVERSIONS = List.of("mvcConversionService", "webFluxConversionService");

	@Bean
	NamedValues actorNamedValues(ConfigurableBeanFactory beans) {
		return new NamedValues(() -> conversion(beans), new EmbeddedValueResolver(beans));
	}

	@Bean
	CallerParameters actorCallerParameters(NamedValues values, Callers callers,
			ObjectProvider<ContextCarrier> carrier) {
		return new CallerParameters(values, callers, () -> CarriedRequests.begin(carrier.getIfAvailable()));
	}

	private static ConversionService conversion(ConfigurableBeanFactory beans) {
		return CONVERSIONS.stream()
			.filter(beans::containsBean)
			.findFirst()
			.map((name) -> beans.getBean(name, ConversionService.class))
			.orElseGet(ApplicationConversionService::getSharedInstance);
	}

	@Bean
	@ConditionalOnMissingClass("org.springframework.security.core.context.SecurityContextHolder")
	ServerCallers actorServerCallers() {
		return new ServerCallers();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ SecurityContextHolder.class, AuthenticationPrincipalArgumentResolver.class })
	static class WebSecurityConfiguration {

		@Bean
		SecurityCallers actorSecurityCallers(BeanFactory beans) {
			BeanFactoryResolver expressions = new BeanFactoryResolver(beans);
			AuthenticationPrincipalArgumentResolver principal = new AuthenticationPrincipalArgumentResolver();
			principal.setBeanResolver(expressions);
			CurrentSecurityContextArgumentResolver context = new CurrentSecurityContextArgumentResolver();
			context.setBeanResolver(expressions);
			return new SecurityCallers(List.of(principal, context));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SecurityContextHolder.class)
	@ConditionalOnMissingClass("org.springframework.security.web.method.annotation.AuthenticationPrincipalArgumentResolver")
	static class SecurityConfiguration {

		@Bean
		SecurityCallers actorSecurityCallers() {
			return new SecurityCallers(List.of());
		}

	}

}
