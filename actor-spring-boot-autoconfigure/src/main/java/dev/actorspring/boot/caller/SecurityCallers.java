package dev.actorspring.boot.caller;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.protocol.HandlerRefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;

/**
 * Those whom Spring Security has authenticated. Only its context counts: whoever changes
 * that, in a filter or a handler, changes who asks.
 */
final class SecurityCallers implements Callers {

	/**
	 * What the caller is allowed to, on the way to another node, with a number each.
	 */
	private static final String AUTHORITY = NAME + ".authority.";

	/** There if the caller is anonymous, on the way to another node. */
	private static final String ANONYMOUS = NAME + ".anonymous";

	private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

	private final Iterable<HandlerMethodArgumentResolver> resolvers;

	/**
	 * Creates it.
	 * @param resolvers those of Spring Security; they look at its context only
	 */
	SecurityCallers(Iterable<HandlerMethodArgumentResolver> resolvers) {
		this.resolvers = resolvers;
	}

	@Override
	public @Nullable Principal principal() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && !this.trust.isAnonymous(authentication)) ? authentication : null;
	}

	@Override
	public @Nullable Supplier<? extends @Nullable Object> of(MethodParameter parameter) {
		for (HandlerMethodArgumentResolver resolver : this.resolvers) {
			if (resolver.supportsParameter(parameter)) {
				if (parameter.getParameterType() == Optional.class) {
					throw new ActorConfigurationException(
							"Parameter " + parameter.getParameterIndex() + " of "
									+ parameter.getExecutable().toGenericString() + " is an Optional",
							"Take what is in it, which is null if it is not there.");
				}
				boolean ofPrincipal = AnnotatedElementUtils.hasAnnotation(parameter.getParameter(),
						AuthenticationPrincipal.class);
				// Who is anonymous is nobody, whatever name the filter chain has for
				// that.
				return () -> (ofPrincipal && principal() == null) ? null : resolve(resolver, parameter);
			}
		}
		return null;
	}

	@Override
	public void write(Map<String, String> texts) {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		if (authentication != null && authentication.isAuthenticated()) {
			texts.put(NAME, authentication.getName());
			if (this.trust.isAnonymous(authentication)) {
				texts.put(ANONYMOUS, "");
			}
			int number = 0;
			for (GrantedAuthority authority : authentication.getAuthorities()) {
				if (authority.getAuthority() != null) {
					texts.put(AUTHORITY + number++, authority.getAuthority());
				}
			}
		}
	}

	@Override
	public Scope open(Map<String, String> texts) {
		String name = texts.get(NAME);
		if (name == null) {
			return () -> {
			};
		}
		List<SimpleGrantedAuthority> authorities = texts.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(AUTHORITY))
			.map((entry) -> new SimpleGrantedAuthority(entry.getValue()))
			.toList();
		SecurityContext before = SecurityContextHolder.getContext();
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(
				texts.containsKey(ANONYMOUS) ? new AnonymousAuthenticationToken(ANONYMOUS, name, authorities)
						: UsernamePasswordAuthenticationToken.authenticated(name, null, authorities));
		SecurityContextHolder.setContext(context);
		return () -> SecurityContextHolder.setContext(before);
	}

	@SuppressWarnings("NullAway") // they need no more than the parameter
	private static @Nullable Object resolve(HandlerMethodArgumentResolver resolver, MethodParameter parameter) {
		try {
			return resolver.resolveArgument(parameter, null, null, null);
		}
		catch (Exception ex) {
			throw new HandlerRefusedException(ex);
		}
	}

}
