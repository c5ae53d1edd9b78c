package dev.actorspring.durable.codec;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.durable.Upcast;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StateTypeRefusalTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "Stock", "stock_level", "stock level", "größe" })
	void aNameThatCannotBeStored(String name) {
		refused(Fine.class, name, 1)
			.withMessage("The state " + Fine.class.getName() + " has the name '" + name + "', which cannot be stored");
		refused(Fine.class, "x".repeat(101), 1);
		assertThat(StateType.of(Fine.class, "x".repeat(98) + ".1", 1).name()).hasSize(100);
	}

	@Test
	void aVersionBelowOne() {
		refused(Fine.class, "fine", 0).withMessageContaining("has version 0");
	}

	@Test
	void aStateThatIsNoRecord() {
		class Mutable {

		}
		refused(Mutable.class).withMessageContaining(
				"Mutable cannot be the state of an actor: " + "Mutable is neither a record nor a sealed interface");
		refused(String.class).withMessageContaining("String is neither");
		refused(Runnable.class).withMessageContaining("Runnable is neither");
		refused(int[].class).withMessageContaining("an array can be changed in place");
		refused(Generic.class).withMessageContaining("Generic has no type arguments");
	}

	@Test
	void anArray() {
		record Bytes(byte[] content) {
		}
		refused(Bytes.class)
			.withMessage("Component 'content' of " + Bytes.class.getName()
					+ ", of type byte[], cannot be stored: an array can be changed in place")
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo("Use a List, or a String for bytes as Base64."));
	}

	@Test
	void anArrayOfAVariable() {
		record Holder(Arrays<String> arrays) {
		}
		refused(Holder.class).withMessageContaining("Component 'all'").withMessageContaining("an array");
	}

	@Test
	void whatMayBeAnything() {
		record Any(List<Object> all) {
		}
		refused(Any.class).withMessage("Component 'all' of " + Any.class.getName()
				+ ", of type java.util.List<java.lang.Object>, cannot be stored: Object may be anything");
	}

	@Test
	@SuppressWarnings("rawtypes")
	void aRawType() {
		record Raw(Map map) {
		}
		refused(Raw.class).withMessageContaining("Component 'map'").withMessageContaining("Map has no type arguments");
	}

	@Test
	void aWildcard() {
		record Wild(List<? extends Number> list) {
		}
		refused(Wild.class).withMessageContaining("a wildcard leaves its type open");
	}

	@Test
	void aClass() {
		record Text(StringBuilder text) {
		}
		record Dated(Date date) {
		}
		refused(Text.class).withMessageContaining("StringBuilder is a class that is not a record");
		refused(Dated.class).satisfies((ex) -> assertThat(ex.getAction()).isEqualTo("Use a type of java.time."));
	}

	@Test
	void anInterface() {
		record Text(CharSequence text) {
		}
		refused(Text.class).withMessageContaining("CharSequence is an interface, and anything may implement it");
	}

	@Test
	void aCertainKindOfCollection() {
		record Lists(ArrayList<String> list) {
		}
		record Sorted(SortedSet<String> set) {
		}
		record Maps(HashMap<String, String> map) {
		}
		refused(Lists.class).withMessageContaining("ArrayList<String> is a certain kind of collection");
		refused(Sorted.class).withMessageContaining("SortedSet<String> is a certain kind of collection");
		refused(Maps.class).withMessageContaining("HashMap<String, String> is a certain kind of map");
	}

	@Test
	void aKeyWithoutText() {
		record ByRecord(Map<Fine, String> map) {
		}
		record ByDouble(Map<Double, String> map) {
		}
		refused(ByRecord.class).withMessageContaining("Fine cannot be the key of a map");
		refused(ByDouble.class).withMessageContaining("Double cannot be the key of a map");
	}

	@Test
	void anOptionalWithinSomething() {
		record Inner(List<Optional<String>> list) {
		}
		record Nested(Optional<Optional<String>> optional) {
		}
		refused(Inner.class).withMessageContaining("Optional can only be the type of a component itself");
		refused(Nested.class).withMessageContaining("Optional can only be the type of a component itself");
	}

	@Test
	void anElementThatMayBeNull() {
		record Gaps(Map<String, List<@Nullable String>> lists) {
		}
		record Pairs(Generic<@Nullable String> pair) {
		}
		refused(Gaps.class).withMessageContaining("only a component itself can be @Nullable");
		refused(Pairs.class).withMessageContaining("only a component itself can be @Nullable");
	}

	@Test
	void aSealedTypeWithSomethingElse() {
		refused(WithClass.class)
			.withMessageContaining("WithClass permits " + Plain.class.getName() + ", which is not a record");
		refused(SameNames.class).withMessageContaining("which are told apart by their simple names in the store");
		record Holder(GenericSealed<String> all) {
		}
		refused(Holder.class).withMessageContaining("is a sealed interface with type parameters");
		refused(WithGeneric.class).withMessageContaining("GenericLeaf has no type arguments");
	}

	@Test
	void aTypeThatGrowsWithoutEnd() {
		record Holder(Growing<String> growing) {
		}
		refused(Holder.class).withMessageContaining("is generic, and holds itself with other arguments");
	}

	@Test
	void theComponentDeepDownIsNamed() {
		record Top(List<Map<String, Below>> all) {
		}
		refused(Top.class).withMessageStartingWith("Component 'thread' of " + Below.class.getName());
	}

	@Test
	void anUpcastOfAnotherForm() {
		refused(Instance.class, "state", 2).withMessageContaining("cannot be an @Upcast")
			.satisfies((ex) -> assertThat(ex.getAction())
				.isEqualTo("Declare it as 'static ObjectNode up(ObjectNode old)', with "
						+ "tools.jackson.databind.node.ObjectNode."));
		refused(OtherParameter.class, "state", 2).withMessageContaining("cannot be an @Upcast");
		refused(OtherResult.class, "state", 2).withMessageContaining("cannot be an @Upcast");
	}

	@Test
	void anUpcastFromTheVersionOfTheCode() {
		refused(FromTwo.class, "state", 2).withMessageContaining("is an @Upcast(from = 2), but the state has version 2")
			.satisfies((ex) -> assertThat(ex.getAction())
				.isEqualTo("Raise the version of the state to 3 where it is declared, or remove the method."));
		refused(FromZero.class, "state", 2).withMessageContaining("is an @Upcast(from = 0)");
	}

	@Test
	void twoUpcastsFromOneVersion() {
		refused(Twice.class, "state", 2).withMessageContaining("are @Upcast(from = 1)");
	}

	@Test
	void anUpcastInAPartOfTheState() {
		record Whole(FromTwo part) {
		}
		refused(Whole.class, "state", 3).withMessageContaining("FromTwo is only a part of the state");
		assertThat(StateType.of(FromTwo.class, "state", 3).version()).isEqualTo(3);
	}

	private static ThrowableAssertAlternative<ActorConfigurationException> refused(Class<?> type) {
		return refused(type, "state", 1);
	}

	private static ThrowableAssertAlternative<ActorConfigurationException> refused(Class<?> type, String name,
			int version) {
		return assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> StateType.of(type, name, version));
	}

	record Fine(int value) {
	}

	record Generic<T>(T value) {
	}

	record Arrays<T>(T[] all) {
	}

	record Below(Thread thread) {
	}

	record Growing<T>(T value, List<Growing<List<T>>> next) {
	}

	sealed interface WithClass {

	}

	static final class Plain implements WithClass {

	}

	sealed interface SameNames {

	}

	interface Other {

		record Fine() implements SameNames {
		}

	}

	interface Another {

		record Fine() implements SameNames {
		}

	}

	sealed interface GenericSealed<T> {

	}

	record Leaf(String value) implements GenericSealed<String> {
	}

	sealed interface WithGeneric {

	}

	record GenericLeaf<T>(T value) implements WithGeneric {
	}

	record Instance(int value) {

		@Upcast(from = 1)
		ObjectNode up(ObjectNode old) {
			return old;
		}

	}

	record OtherParameter(int value) {

		@Upcast(from = 1)
		static ObjectNode up(JsonNode old) {
			return (ObjectNode) old;
		}

	}

	record OtherResult(int value) {

		@Upcast(from = 1)
		static JsonNode up(ObjectNode old) {
			return old;
		}

	}

	record FromTwo(int value) {

		@Upcast(from = 2)
		static ObjectNode up(ObjectNode old) {
			return old;
		}

	}

	record FromZero(int value) {

		@Upcast(from = 0)
		static ObjectNode up(ObjectNode old) {
			return old;
		}

	}

	record Twice(int value) {

		@Upcast(from = 1)
		static ObjectNode up(ObjectNode old) {
			return old;
		}

		@Upcast(from = 1)
		static ObjectNode upAgain(ObjectNode old) {
			return old;
		}

	}

}
