package dev.actorspring.boot.http;

import java.security.Principal;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.RequestHeader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SpreadParametersTests {

	@Test
	void whatMustBeThere_isRefused_whereItDoesNotGo() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> SpreadParameters.check(target(Strict.class, true)))
			.withMessageContaining("must have a String that does not go along with messages to other nodes")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("required = false"));
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> SpreadParameters.check(target(Token.class, true)))
			.withMessageContaining("must have a JwtAuthenticationToken");
		assertThatCode(() -> SpreadParameters.check(target(Strict.class, false))).doesNotThrowAnyException();
		assertThatCode(() -> SpreadParameters.check(target(Lenient.class, true))).doesNotThrowAnyException();
	}

	private static <A> Target target(Class<A> actor, boolean clustered) {
		ActorSystem system = ActorSystem.builder()
			.parameterAdapter((parameter) -> () -> null)
			.actor(ActorSpec.of("a", actor, (context) -> {
				throw new UnsupportedOperationException();
			}))
			.build();
		return Target.of(system.registrations().iterator().next(), system, false, clustered);
	}

	static class Strict {

		@Receive
		String handle(Ask message, @CookieValue("session") String session) {
			return session;
		}

		record Ask() implements Request<Strict, String> {

		}

	}

	static class Token {

		@Receive
		String handle(Ask message, JwtAuthenticationToken token) {
			return token.getName();
		}

		record Ask() implements Request<Token, String> {

		}

	}

	static class Lenient {

		@Receive
		String handle(Ask message, @RequestHeader(name = "X-One", defaultValue = "1") String one,
				@RequestHeader(name = "X-Two", required = false) @Nullable String two, Principal principal) {
			return one + two + principal;
		}

		record Ask() implements Request<Lenient, String> {

		}

	}

}
