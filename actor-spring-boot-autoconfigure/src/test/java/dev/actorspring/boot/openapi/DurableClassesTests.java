package dev.actorspring.boot.openapi;

import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DurableClassesTests {

	@Test
	void classWhoseConstructorTakesAState_isDurable() {
		assertThat(DurableClasses.isDurable(Stock.class)).isTrue();
	}

	@Test
	void anyOther_isNot() {
		assertThat(DurableClasses.isDurable(String.class)).isFalse();
	}

	static class Stock {

		Stock(String other, @State(name = "level") Durable<Level> level) {
		}

		record Level(int pieces) {

		}

	}

}
