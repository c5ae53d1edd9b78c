package dev.actorspring.cluster.routing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a node may be sure that it is still a member.
 */
class ConfirmationsTests {

	private static final NodeId A = new NodeId("10.0.0.1", 1, 1);

	private static final NodeId B = new NodeId("10.0.0.2", 1, 2);

	private static final NodeId C = new NodeId("10.0.0.3", 1, 3);

	private static final NodeId D = new NodeId("10.0.0.4", 1, 4);

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 100);

	private final Confirmations confirmations = new Confirmations(Duration.ofNanos(1000), this.now::get);

	@Test
	void nodeIsNotSureBeforeItHasAsked() {
		assertThat(this.confirmations.isCurrent()).isFalse();
	}

	@Test
	void nodeThatIsAloneNeedsNobody() {
		this.confirmations.ask(A, Set.of());
		assertThat(this.confirmations.isCurrent()).isTrue();
		this.now.addAndGet(999);
		assertThat(this.confirmations.isCurrent()).isTrue();
		this.now.addAndGet(1);
		assertThat(this.confirmations.isCurrent()).as("asleep for too long").isFalse();
	}

	@Test
	void ofThreeOneOtherIsEnough() {
		long asked = this.confirmations.ask(C, Set.of(A, B));
		assertThat(this.confirmations.isCurrent()).isFalse();
		CompletableFuture<?> next = this.confirmations.whenCurrent();
		this.now.addAndGet(400);
		this.confirmations.answered(B, asked);
		assertThat(this.confirmations.isCurrent()).isTrue();
		assertThat(next).isCompleted();
		this.now.addAndGet(600);
		assertThat(this.confirmations.isCurrent()).as("counts from when it was asked").isFalse();
	}

	@Test
	void answerThatIsTooLateIsNone() {
		long asked = this.confirmations.ask(C, Set.of(A, B));
		CompletableFuture<?> next = this.confirmations.whenCurrent();
		this.now.addAndGet(1000);
		this.confirmations.answered(B, asked);
		assertThat(this.confirmations.isCurrent()).isFalse();
		assertThat(next).isNotDone();
	}

	@Test
	void whoIsNoMemberDoesNotCount() {
		long asked = this.confirmations.ask(C, Set.of(A, B));
		this.confirmations.answered(D, asked);
		assertThat(this.confirmations.isCurrent()).isFalse();
		this.confirmations.answered(A, asked);
		this.confirmations.ask(C, Set.of(B, D));
		this.now.addAndGet(1000);
		this.confirmations.ask(C, Set.of(B, D));
		assertThat(this.confirmations.isCurrent()).as("has only been confirmed by one that is gone").isFalse();
	}

	@Test
	void answerToAQuestionThatWasNotAskedYetDoesNotCount() {
		long asked = this.confirmations.ask(C, Set.of(A, B));
		this.confirmations.answered(A, asked + 1);
		assertThat(this.confirmations.isCurrent()).isFalse();
	}

	@Test
	void ofTwoTheFirstNeedsNobodyAndTheOtherIt() {
		this.confirmations.ask(A, Set.of(B));
		assertThat(this.confirmations.isCurrent()).isTrue();
		Confirmations others = new Confirmations(Duration.ofNanos(1000), this.now::get);
		long asked = others.ask(B, Set.of(A));
		assertThat(others.isCurrent()).isFalse();
		others.answered(A, asked);
		assertThat(others.isCurrent()).isTrue();
	}

	@Test
	void ofFourTwoOthersAreNeededOrOneByTheFirst() {
		long asked = this.confirmations.ask(B, Set.of(A, C, D));
		this.confirmations.answered(C, asked);
		assertThat(this.confirmations.isCurrent()).isFalse();
		this.confirmations.answered(D, asked);
		assertThat(this.confirmations.isCurrent()).isTrue();
		Confirmations first = new Confirmations(Duration.ofNanos(1000), this.now::get);
		first.answered(C, first.ask(A, Set.of(B, C, D)));
		assertThat(first.isCurrent()).isTrue();
	}

	@Test
	void latestOfTheAnswersThatAreNeededCounts() {
		long early = this.confirmations.ask(C, Set.of(A, B));
		this.now.addAndGet(500);
		long late = this.confirmations.ask(C, Set.of(A, B));
		this.confirmations.answered(A, late);
		this.confirmations.answered(B, early);
		this.confirmations.answered(A, early);
		this.now.addAndGet(999);
		assertThat(this.confirmations.isCurrent()).isTrue();
	}

}
