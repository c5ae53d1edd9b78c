package dev.actorspring.demo.bidders;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BiddersPropertiesTests {

	@Test
	void thereCannotBeFewerThanNone() {
		assertThatIllegalArgumentException().isThrownBy(() -> new BiddersProperties(-1))
			.withMessageContaining("demo.bidders");
	}

}
