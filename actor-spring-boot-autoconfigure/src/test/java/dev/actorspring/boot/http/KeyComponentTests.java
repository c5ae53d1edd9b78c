package dev.actorspring.boot.http;

import java.util.UUID;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.durable.IdempotencyKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class KeyComponentTests {

	@Test
	void annotatedComponent_isFound() {
		assertThat(KeyComponent.of(Text.class)).isEqualTo(new KeyComponent("id", false));
		assertThat(KeyComponent.of(Uuid.class)).isEqualTo(new KeyComponent("id", true));
	}

	@Test
	void messageWithoutOne_hasNone() {
		assertThat(KeyComponent.of(None.class)).isNull();
	}

	@Test
	void several_areRefused() {
		assertThat(refused(Several.class)).hasMessage(
				"The message " + Several.class.getName() + " has several components with @IdempotencyKey: [a, c]");
	}

	@Test
	void anotherType_isRefused() {
		ActorConfigurationException thrown = refused(Number.class);
		assertThat(thrown).hasMessage("Component 'id' of message " + Number.class.getName()
				+ " has the annotation @IdempotencyKey, but is a long");
		assertThat(thrown.getAction()).isEqualTo("Make it a String or a UUID.");
	}

	@ParameterizedTest
	@CsvSource({ "a,a,true,true", "a,A,true,false", "a,b,false,false" })
	void caseMakesNoDifference_toAUuid(String one, String other, boolean sameUuid, boolean sameText) {
		assertThat(new KeyComponent("id", true).isSame(one, other)).isEqualTo(sameUuid);
		assertThat(new KeyComponent("id", false).isSame(one, other)).isEqualTo(sameText);
	}

	private static ActorConfigurationException refused(Class<?> message) {
		return catchThrowableOfType(ActorConfigurationException.class, () -> KeyComponent.of(message));
	}

	record Text(int a, @IdempotencyKey String id) {

	}

	record Uuid(@IdempotencyKey UUID id) {

	}

	record None(String id) {

	}

	record Several(@IdempotencyKey String a, String b, @IdempotencyKey UUID c) {

	}

	record Number(@IdempotencyKey long id) {

	}

}
