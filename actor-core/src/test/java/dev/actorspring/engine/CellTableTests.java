package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Finds cells by their names.
 */
class CellTableTests {

	/** These have the same hash. */
	private static final List<String> ALIKE = List.of("AaAa", "AaBB", "BBAa", "BBBB");

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, CellTable.SHARED })
	void behavesLikeAMap(int parts) {
		CellTable table = new CellTable(parts);
		Map<String, ActorCell<?>> model = new HashMap<>();
		Random random = new Random(parts);
		for (int i = 0; i < 20_000; i++) {
			// First more and more of them, then fewer and fewer.
			String name = "a" + random.nextInt(1_000);
			boolean more = random.nextInt(20_000) > i;
			if (more) {
				ActorCell<?> cell = Cells.cell(name);
				assertThat(table.add(cell)).isEqualTo(model.putIfAbsent(name, cell) == null);
			}
			else if (model.containsKey(name)) {
				assertThat(table.remove(model.remove(name))).isTrue();
			}
			assertThat(table.get(name)).isSameAs(model.get(name));
			assertThat(table.size()).isEqualTo(model.size());
		}
		assertThat(table.stream()).containsExactlyInAnyOrderElementsOf(model.values());
		model.values().forEach((cell) -> assertThat(table.remove(cell)).isTrue());
		assertThat(table.size()).isZero();
		assertThat(table.stream()).isEmpty();
	}

	@Test
	void namesWithTheSameHashAreToldApart() {
		CellTable table = new CellTable(CellTable.SHARED);
		List<ActorCell<?>> cells = new ArrayList<>();
		ALIKE.forEach((name) -> cells.add(Cells.cell(name)));
		cells.forEach(table::add);
		assertThat(table.remove(cells.get(1))).isTrue();
		assertThat(ALIKE).map(table::get).containsExactly(cells.get(0), null, cells.get(2), cells.get(3));
	}

	@Test
	void whoHasLostItsNameToAnotherTakesNothingAway() {
		CellTable table = new CellTable(1);
		ActorCell<?> first = Cells.cell("a");
		ActorCell<?> second = Cells.cell("a");
		assertThat(table.add(first)).isTrue();
		assertThat(table.add(second)).isFalse();
		assertThat(table.put("a", (present) -> second)).isSameAs(second);
		assertThat(table.remove(first)).isFalse();
		assertThat(table.get("a")).isSameAs(second);
		assertThat(table.size()).isOne();
	}

	@Test
	void whatIsThereIsFoundWhileOthersComeAndGo() {
		CellTable table = new CellTable(1);
		List<ActorCell<?>> lasting = IntStream.range(0, 100)
			.<ActorCell<?>>mapToObj((i) -> Cells.cell("stays" + i))
			.toList();
		lasting.forEach(table::add);
		CompletableFuture<?>[] changing = IntStream.range(0, 4)
			.mapToObj((thread) -> CompletableFuture.runAsync(() -> comeAndGo(table, "t" + thread + "-")))
			.toArray(CompletableFuture[]::new);
		CompletableFuture<Void> done = CompletableFuture.allOf(changing);
		do {
			lasting.forEach((cell) -> assertThat(table.get(cell.name())).isSameAs(cell));
			assertThat(table.stream().filter(lasting::contains)).containsExactlyInAnyOrderElementsOf(lasting);
		}
		while (!done.isDone());
		done.join();
		assertThat(table.stream()).containsExactlyInAnyOrderElementsOf(lasting);
	}

	private static void comeAndGo(CellTable table, String prefix) {
		for (int round = 0; round < 50; round++) {
			List<ActorCell<?>> cells = IntStream.range(0, 200)
				.<ActorCell<?>>mapToObj((i) -> Cells.cell(prefix + i))
				.toList();
			cells.forEach((cell) -> assertThat(table.add(cell)).isTrue());
			cells.forEach((cell) -> assertThat(table.remove(cell)).isTrue());
		}
	}

}
