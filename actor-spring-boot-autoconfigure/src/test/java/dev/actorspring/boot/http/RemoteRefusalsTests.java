package dev.actorspring.boot.http;

import java.util.List;

import dev.actorspring.boot.caller.CallerParameterException;
import dev.actorspring.cluster.RemoteCauseException;
import jakarta.validation.ConstraintViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is answered when advice on another node has refused the message.
 */
class RemoteRefusalsTests {

	@ParameterizedTest
	@CsvSource({ "403,FORBIDDEN", "401,UNAUTHORIZED", "400,INVALID_REQUEST" })
	void statusIsThatOfARefusalHere(int status, ProblemType type) {
		List<Class<?>> thrown = switch (type) {
			case FORBIDDEN -> List.of(AuthorizationDeniedException.class, AccessDeniedException.class);
			case UNAUTHORIZED -> List.of(BadCredentialsException.class, AuthenticationException.class);
			default -> List.of(ConstraintViolationException.class);
		};
		Problem problem = Refusals.problem(refused(thrown));
		assertThat(problem).isNotNull();
		assertThat(problem.answer(JsonMapper.shared(), "/").status().value()).isEqualTo(status);
	}

	@Test
	void missingParameterIsInvalid() {
		assertThat(Refusals.problem(refused(List.of(CallerParameterException.class)))).isNotNull();
	}

	@Test
	void anythingElseIsNoRefusal() {
		assertThat(Refusals.problem(refused(List.of(IllegalStateException.class, RuntimeException.class)))).isNull();
		assertThat(Refusals.problem(new RemoteCauseException("of an unknown type"))).isNull();
	}

	private static RemoteCauseException refused(List<Class<?>> types) {
		return new RemoteCauseException("refused", types.stream().map(Class::getName).toList());
	}

}
