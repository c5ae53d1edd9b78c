package dev.actorspring.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.actorspring.ActorSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The actors of a group by name.
 */
class CellsTests extends SystemTest {

	private static final int MANY = 20_000;

	private KeyedFamily<Counter> family;

	@BeforeEach
	void makeFamily() {
		start((builder) -> builder.actor(ActorSpec.keyed("family", Counter.class, Counter::new)));
		this.family = (KeyedFamily<Counter>) this.system.keyed(Counter.class);
	}

	private ActorCell<?> cell(int number) {
		return new ActorCell<>(this.family.type(), this.family, "name-" + number);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 64 })
	void whatWasAddedIsFoundUntilItIsRemoved(int parts) {
		Cells cells = new Cells(parts);
		List<ActorCell<?>> all = IntStream.range(0, MANY).<ActorCell<?>>mapToObj(this::cell).toList();
		assertThat(all).allMatch((cell) -> cells.addUnlessPresent(cell) == cell);
		assertThat(cells).hasSize(MANY).containsExactlyInAnyOrderElementsOf(all);
		assertThat(cells.parallelStream().toList()).containsExactlyInAnyOrderElementsOf(all);
		for (int i = 0; i < MANY; i += 2) {
			assertThat(cells.remove(all.get(i))).isTrue();
			assertThat(cells.remove(all.get(i))).isFalse();
		}
		for (int i = 0; i < MANY; i++) {
			assertThat(cells.get("name-" + i)).isSameAs((i % 2 == 0) ? null : all.get(i));
		}
		assertThat(cells).hasSize(MANY / 2);
	}

	@Test
	void nameIsTakenOnce() {
		Cells cells = new Cells(1);
		ActorCell<?> first = cell(1);
		ActorCell<?> second = cell(1);
		assertThat(cells.addUnlessPresent(first)).isSameAs(first);
		assertThat(cells.addUnlessPresent(second)).isSameAs(first);
		assertThat(cells.addUnlessOpen(second)).isSameAs(first);
		assertThat(cells.remove(second)).isFalse();
		assertThat(cells.get("name-1")).isSameAs(first);
	}

	@Test
	void closedCellGivesWayWhereThatIsWanted() {
		Cells cells = new Cells(1);
		ActorCell<?> first = cell(1);
		ActorCell<?> second = cell(1);
		cells.addUnlessOpen(first);
		first.close((payload) -> {
		});
		assertThat(cells.addUnlessPresent(second)).isSameAs(first);
		assertThat(cells.addUnlessOpen(second)).isSameAs(second);
		assertThat(cells).containsExactly(second);
		assertThat(cells.remove(first)).isFalse();
		assertThat(cells.get("name-1")).isSameAs(second);
	}

	@Test
	void whatIsThereIsFoundWhileOthersComeAndGo() {
		Cells cells = new Cells(1);
		List<ActorCell<?>> staying = IntStream.range(0, 100).<ActorCell<?>>mapToObj(this::cell).toList();
		staying.forEach(cells::addUnlessPresent);
		AtomicInteger missed = new AtomicInteger();
		CompletableFuture<Void> changing = CompletableFuture.runAsync(() -> {
			for (int i = 100; i < MANY; i++) {
				ActorCell<?> added = cell(i);
				cells.addUnlessPresent(added);
				if (i % 3 == 0) {
					cells.remove(added);
				}
			}
		});
		do {
			for (ActorCell<?> cell : staying) {
				if (cells.get(cell.name()) != cell) {
					missed.incrementAndGet();
				}
			}
		}
		while (!changing.isDone());
		changing.join();
		assertThat(missed).hasValue(0);
		assertThat(new HashSet<>(cells)).containsAll(staying);
	}

	@Test
	void namesThatStringsHashAlikeAreSpread() {
		// Of two letters each, all with the same String.hashCode.
		Set<Integer> hashes = new HashSet<>();
		List<String> alike = Stream.of("Aa", "BB").toList();
		for (int i = 0; i < 8; i++) {
			List<String> shorter = alike;
			alike = Stream.of("Aa", "BB").flatMap((two) -> shorter.stream().map((rest) -> two + rest)).toList();
		}
		assertThat(alike.stream().map(String::hashCode)).containsOnly(alike.get(0).hashCode());
		alike.forEach((name) -> hashes.add(Cells.hash(name)));
		assertThat(hashes).hasSizeGreaterThan(500);
	}

}
