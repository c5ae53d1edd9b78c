package dev.actorspring.boot.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.actorspring.ActorConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WireTypesTests {

	private final JsonMapper mapper = JsonMapper.builder().build();

	@ParameterizedTest
	@ValueSource(classes = { Direct.class, Minimal.class, InList.class, InMap.class, InOptional.class,
			AtComponent.class, AtElements.class, Nested.class, InSubtype.class })
	void check_typeByNameOfAClass_fails(Class<?> message) {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> WireTypes.check(message, this.mapper))
			.withMessageContainingAll(message.getName(), "the name of a class")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("Id.NAME"));
	}

	@Test
	void check_namesTheComponent() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> WireTypes.check(Nested.class, this.mapper))
			.withMessageContaining("'inner.shapes'");
	}

	@Test
	void check_defaultTyping_fails() {
		JsonMapper typing = JsonMapper.builder()
			.activateDefaultTyping(BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build(),
					DefaultTyping.JAVA_LANG_OBJECT)
			.build();
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> WireTypes.check(Anything.class, typing))
			.withMessageContaining("'value'");
		assertThatCode(() -> WireTypes.check(Anything.class, this.mapper)).doesNotThrowAnyException();
	}

	@Test
	void check_class_fails() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> WireTypes.check(OfClass.class, this.mapper))
			.withMessageContaining("'type'");
	}

	@ParameterizedTest
	@ValueSource(classes = { ByName.class, Recursive.class })
	void check_otherTypes_areFine(Class<?> message) {
		assertThatCode(() -> WireTypes.check(message, this.mapper)).doesNotThrowAnyException();
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	interface Shape {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
	interface Thing {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(value = Cat.class, name = "cat"),
			@JsonSubTypes.Type(value = Dog.class, name = "dog") })
	interface Animal {

	}

	record Cat(String name) implements Animal {

	}

	record Dog(String name) implements Animal {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes(@JsonSubTypes.Type(value = Box.class, name = "box"))
	interface Parcel {

	}

	record Box(Shape content) implements Parcel {

	}

	interface Plain {

	}

	record Direct(Shape shape) {

	}

	record Minimal(Thing thing) {

	}

	record InList(List<List<Shape>> shapes) {

	}

	record InMap(Map<String, Shape> shapes) {

	}

	record InOptional(Optional<Shape> shape) {

	}

	record AtComponent(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Plain value) {

	}

	record AtElements(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) List<Plain> values) {

	}

	record Nested(Inner inner) {

		record Inner(List<Shape> shapes) {

		}

	}

	record InSubtype(Parcel parcel) {

	}

	record Anything(Object value) {

	}

	record OfClass(Class<?> type) {

	}

	record ByName(List<Animal> animals, Map<String, Object> rest) {

	}

	record Recursive(List<Recursive> children, Optional<Recursive> next) {

	}

}
