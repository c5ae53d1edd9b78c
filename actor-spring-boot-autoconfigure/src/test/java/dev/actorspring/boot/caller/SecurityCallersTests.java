package dev.actorspring.boot.caller;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of a caller goes to another node.
 */
class SecurityCallersTests {

	private final SecurityCallers callers = new SecurityCallers(List.of());

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void nameAndAuthoritiesAndNothingElse() {
		Map<String, String> texts = written(UsernamePasswordAuthenticationToken.authenticated("ann", "secret",
				AuthorityUtils.createAuthorityList("ROLE_A", "b,c")));
		assertThat(texts.values()).containsExactlyInAnyOrder("ann", "ROLE_A", "b,c");
		Authentication there = arrived(texts);
		assertThat(there.getName()).isEqualTo("ann");
		assertThat(there.getCredentials()).isNull();
		assertThat(AuthorityUtils.authorityListToSet(there.getAuthorities())).containsExactlyInAnyOrder("ROLE_A",
				"b,c");
	}

	@Test
	void whoIsAnonymousStaysAnonymous() {
		Authentication there = arrived(written(new AnonymousAuthenticationToken("key", "anonymousUser",
				AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"))));
		assertThat(there).isInstanceOf(AnonymousAuthenticationToken.class);
		assertThat(there.isAuthenticated()).isTrue();
	}

	@Test
	void nobodyStaysNobody() {
		assertThat(written(null)).isEmpty();
		try (Callers.Scope scope = this.callers.open(Map.of())) {
			assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
		}
	}

	private Map<String, String> written(Authentication authentication) {
		SecurityContextHolder.setContext(new SecurityContextImpl(authentication));
		Map<String, String> texts = new HashMap<>();
		this.callers.write(texts);
		SecurityContextHolder.clearContext();
		return texts;
	}

	private Authentication arrived(Map<String, String> texts) {
		Authentication there;
		try (Callers.Scope scope = this.callers.open(texts)) {
			there = SecurityContextHolder.getContext().getAuthentication();
		}
		assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
		return there;
	}

}
