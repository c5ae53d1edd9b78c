package dev.actorspring.boot.caller;

import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;

/**
 * Those whom the server knows, where nobody else does.
 */
final class ServerCallers implements Callers {

	@Override
	public @Nullable Principal principal() {
		CallerRequest request = CallerRequest.current();
		return (request != null) ? request.principal() : null;
	}

	@Override
	public @Nullable Supplier<? extends @Nullable Object> of(MethodParameter parameter) {
		return null;
	}

	@Override
	public void write(Map<String, String> texts) {
		Principal principal = principal();
		if (principal != null) {
			texts.put(NAME, principal.getName());
		}
	}

	@Override
	public Scope open(Map<String, String> texts) {
		String name = texts.get(NAME);
		if (name == null) {
			return () -> {
			};
		}
		return new CallerRequest(HttpHeaders.EMPTY, Map.of(), Locale.getDefault(), null, new Named(name)).open()::close;
	}

	private record Named(String name) implements Principal {

		@Override
		public String getName() {
			return this.name;
		}

	}

}
