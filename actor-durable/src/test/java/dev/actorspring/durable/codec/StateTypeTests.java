package dev.actorspring.durable.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StateTypeTests {

	private final StateType<Example> everything = StateType.of(Example.class, "everything", 1);

	@Test
	void whatIsWrittenIsReadAgain() {
		Examples examples = new Examples(42);
		for (int i = 0; i < 3000; i++) {
			Example state = examples.next();
			String json = this.everything.encode(state);
			Example read = this.everything.decode(json, "everything", 1);
			assertThat(read).isEqualTo(state);
			assertThat(this.everything.encode(read)).isEqualTo(json);
		}
	}

	@Test
	void equalStatesHaveEqualJson() {
		record Bag(Set<String> set, Map<Integer, Set<Long>> map, Set<Example.Pair<Long, String>> pairs) {
		}
		StateType<Bag> type = StateType.of(Bag.class, "bag", 1);
		List<Integer> up = IntStream.range(0, 50).boxed().toList();
		String json = type.encode(bag(up, Bag::new));
		assertThat(type.encode(bag(up.reversed(), Bag::new))).isEqualTo(json);
		assertThat(type.encode(type.decode(json, "bag", 1))).isEqualTo(json);
	}

	private static <T> T bag(List<Integer> numbers, BagFactory<T> factory) {
		Set<String> set = new LinkedHashSet<>();
		Map<Integer, Set<Long>> map = new LinkedHashMap<>();
		Set<Example.Pair<Long, String>> pairs = new LinkedHashSet<>();
		for (int number : numbers) {
			set.add("s" + number);
			map.put(number, (number < 25) ? Set.of() : Set.of(1L, 2L, 3L));
			pairs.add(new Example.Pair<>((long) number, "p"));
		}
		return factory.create(set, map, pairs);
	}

	private interface BagFactory<T> {

		T create(Set<String> set, Map<Integer, Set<Long>> map, Set<Example.Pair<Long, String>> pairs);

	}

	@Test
	void theFormIsAsDocumented() {
		record Price(String name, BigDecimal amount, Instant since, @Nullable Long note, Optional<Integer> max,
				List<Example.Shape> shapes, Map<Example.Color, Integer> colors) {
		}
		Price price = new Price("x", new BigDecimal("1.10"), Instant.EPOCH, null, Optional.empty(),
				List.of(new Example.Square(2), new Example.Unknown()), Map.of(Example.Color.GREEN, 1));
		assertThat(StateType.of(Price.class, "price", 1).encode(price))
			.isEqualTo("{\"name\":\"x\",\"amount\":1.10,\"since\":\"1970-01-01T00:00:00Z\",\"note\":null,\"max\":null,"
					+ "\"shapes\":[{\"@type\":\"Square\",\"side\":2},{\"@type\":\"Unknown\"}],\"colors\":{\"GREEN\":1}}");
	}

	@Test
	void theStateItselfMayBeSealed() {
		StateType<Example.Shape> type = StateType.of(Example.Shape.class, "shape", 1);
		String json = type.encode(new Example.Square(2));
		assertThat(json).isEqualTo("{\"@type\":\"Square\",\"side\":2}");
		assertThat(type.decode(json, "shape", 1)).isEqualTo(new Example.Square(2));
	}

	@Test
	void anOrderThatCountsIsKept() {
		Map<String, Integer> order = new LinkedHashMap<>();
		order.put("z", 1);
		order.put("a", 2);
		record Ordered(SequencedMap<String, Integer> map, SequencedSet<String> set) {
		}
		StateType<Ordered> type = StateType.of(Ordered.class, "ordered", 1);
		String json = type.encode(new Ordered(new LinkedHashMap<>(order), new LinkedHashSet<>(order.keySet())));
		assertThat(json).isEqualTo("{\"map\":{\"z\":1,\"a\":2},\"set\":[\"z\",\"a\"]}");
		assertThat(type.decode(json, "ordered", 1).map().keySet()).containsExactly("z", "a");
	}

	@Test
	void loadedCollectionsCannotBeChanged() {
		Examples examples = new Examples(1);
		Example.Collections loaded = this.everything.decode(this.everything.encode(examples.next()), "everything", 1)
			.collections();
		assertThat(List.<Collection<?>>of(loaded.list(), loaded.set(), loaded.records(), loaded.sequenced(),
				loaded.map().values(), loaded.byId().keySet(), loaded.ordered().entrySet()))
			.allSatisfy((it) -> assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> it.add(null)));
	}

	@Test
	void notANumberIsRefused() {
		record Reading(List<Example.Pair<String, Double>> values) {
		}
		StateType<Reading> type = StateType.of(Reading.class, "reading", 1);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> type
				.encode(new Reading(List.of(new Example.Pair<>("a", 1.0), new Example.Pair<>("b", Double.NaN)))))
			.withMessage("The state 'reading' cannot be stored: "
					+ "'values[1].second' is NaN, which JSON has no number for");
	}

	@Test
	void nullIsRefusedWhereNobodyAllowsIt() {
		record Named(String name, List<String> tags, Map<String, String> map) {
		}
		StateType<Named> type = StateType.of(Named.class, "named", 1);
		List<String> tags = new ArrayList<>();
		tags.add(null);
		Map<String, String> map = new LinkedHashMap<>();
		map.put("x", null);
		assertThatIllegalArgumentException().isThrownBy(() -> type.encode(new Named(null, List.of(), Map.of())))
			.withMessageContaining("'name' is null, but is not annotated with @Nullable");
		assertThatIllegalArgumentException().isThrownBy(() -> type.encode(new Named("", tags, Map.of())))
			.withMessageContaining("'tags[0]' is null");
		assertThatIllegalArgumentException().isThrownBy(() -> type.encode(new Named("", List.of(), map)))
			.withMessageContaining("'map' has a key or value that is null");
	}

	@Test
	void whatIsTooDeepToBeReadIsNotWritten() {
		record Nest(Set<Nest> inner, Set<Long> numbers) {
		}
		StateType<Nest> sets = StateType.of(Nest.class, "nest", 1);
		Nest nest = new Nest(Set.of(), Set.of());
		Example.Tree tree = new Example.Tree(0, List.of(), null);
		StateType<Example.Tree> trees = StateType.of(Example.Tree.class, "tree", 1);
		for (int i = 1; i < 240; i++) {
			nest = new Nest(Set.of(nest), Set.of());
			tree = new Example.Tree(0, List.of(), tree);
		}
		assertThat(sets.decode(sets.encode(nest), "nest", 1)).isEqualTo(nest);
		assertThat(trees.decode(trees.encode(tree), "tree", 1)).isEqualTo(tree);
		for (int i = 0; i < 300; i++) {
			nest = new Nest(Set.of(nest, new Nest(Set.of(), Set.of((long) i))), Set.of());
			tree = new Example.Tree(0, List.of(tree), null);
		}
		Nest deepNest = nest;
		Example.Tree deepTree = tree;
		assertThatIllegalArgumentException().isThrownBy(() -> trees.encode(deepTree))
			.withMessageContaining("is nested too deep: a state has at most 500 levels");
		assertThatIllegalArgumentException().isThrownBy(() -> sets.encode(deepNest))
			.withMessageContaining("is nested too deep");
	}

	@Test
	void whatIsTooLongToBeReadIsNotWritten() {
		record Big(BigInteger number) {
		}
		StateType<Big> type = StateType.of(Big.class, "big", 1);
		Big longest = new Big(new BigInteger("9".repeat(10_000)));
		assertThat(type.decode(type.encode(longest), "big", 1)).isEqualTo(longest);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> type.encode(new Big(longest.number().add(BigInteger.ONE))))
			.withMessageContaining("'number' is a number of more than 10000 digits");
	}

	@Test
	void longTextsAndKeysAreReadAgain() {
		record Doc(Map<String, String> parts) {
		}
		StateType<Doc> type = StateType.of(Doc.class, "doc", 1);
		Doc doc = new Doc(Map.of("k".repeat(100_000), "v".repeat(30_000_000)));
		assertThat(type.decode(type.encode(doc), "doc", 1).equals(doc)).isTrue();
	}

	@Test
	void halvesOfCharactersAreEscaped() {
		record Text(String text) {
		}
		String json = StateType.of(Text.class, "text", 1).encode(new Text("\ud83d\ude00 \ude00 \ud83d"));
		assertThat(json).isEqualTo("{\"text\":\"\ud83d\ude00 \\ude00 \\ud83d\"}");
	}

}
