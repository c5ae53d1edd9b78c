package dev.actorspring.cluster.routing;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionGateTests {

	private final Gate gate = new Gate();

	@Test
	void whoWaitsUntilAllAreOutIsToldAlsoIfItIsClosedMeanwhile() {
		this.gate.arrive(1);
		this.gate.open();
		assertThat(this.gate.enter()).isTrue();
		CompletableFuture<Void> left = this.gate.leave();
		CompletableFuture<Void> closed = this.gate.close();
		assertThat(List.of(left, closed)).noneMatch(CompletableFuture::isDone);
		this.gate.exit();
		assertThat(List.of(left, closed)).allMatch(CompletableFuture::isDone);
	}

	@Test
	void nobodyHasToWaitWhereNobodyIsInside() {
		this.gate.arrive(1);
		assertThat(this.gate.enter()).as("before it is open to this node").isFalse();
		assertThat(List.of(this.gate.leave(), this.gate.close())).allMatch(CompletableFuture::isDone);
		assertThat(this.gate.enter()).isFalse();
	}

}
