package dev.actorspring.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.engine.mailbox.Mailbox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How often a turn that waits looks at what is in its queue. Counts looks, which do not
 * depend on how fast the machine is.
 */
class SuspensionTests extends SystemTest {

	private static final int QUEUED = 100 * Mailbox.STEP;

	private final AtomicInteger looks = new AtomicInteger();

	/** Done with the first look at a message. */
	private final CompletableFuture<Void> looked = new CompletableFuture<>();

	@Test
	void actorWithoutInterleavedHandlersDoesNotLookAtItsQueue() {
		ActorRef<Patient> patient = start(
				(builder) -> builder.actor(ActorSpec.of("patient", Patient.class, Patient::new)))
			.actor(Patient.class);
		assertThat(patient.call(new Patient.Do(this::lookAtAll))).isEqualTo(0);
	}

	@Test
	void actorLooksAtEachMessageOnceHoweverOftenItWaits() {
		ActorRef<Doer> doer = start((builder) -> builder.actor(Doer.spec())).actor(Doer.class);
		assertThat(doer.call(new Doer.Do(this::lookAtAll))).isEqualTo(QUEUED + 10);
	}

	/**
	 * Waits again and again with a long queue.
	 * @return how many looks that took
	 */
	private Object lookAtAll(ActorContext<?> context) {
		fill(context);
		for (int i = 0; i < 10; i++) {
			waitUntilParked(context);
			add(context);
		}
		waitUntilParked(context);
		return this.looks.get();
	}

	private static void waitUntilParked(ActorContext<?> context) {
		Thread runner = Thread.currentThread();
		CompletableFuture<Void> parked = new CompletableFuture<>();
		Thread.ofVirtual().start(() -> {
			await().until(() -> runner.getState() == Thread.State.WAITING);
			parked.complete(null);
		});
		context.await(parked);
	}

	@Test
	void actorStopsLookingOnceItHasWhatItWaitsFor() {
		ActorRef<Doer> doer = start((builder) -> builder.actor(Doer.spec())).actor(Doer.class);
		assertThat(doer.call(new Doer.Do((context) -> {
			fill(context);
			context.await(this.looked);
			return this.looks.get();
		}))).isEqualTo(Mailbox.STEP);
	}

	private void fill(ActorContext<?> context) {
		for (int i = 0; i < QUEUED; i++) {
			add(context);
		}
	}

	private void add(ActorContext<?> context) {
		Incarnation<?> incarnation = (Incarnation<?>) context;
		incarnation.cell().deliver(new Seen(incarnation));
	}

	/**
	 * Counts who wants to know which message it is.
	 */
	private final class Seen extends SelfMessage.Plain {

		Seen(Incarnation<?> incarnation) {
			super(incarnation, new Doer.Tell((context) -> null));
		}

		@Override
		Message<?> message() {
			SuspensionTests.this.looks.incrementAndGet();
			SuspensionTests.this.looked.complete(null);
			return super.message();
		}

		@Override
		@Nullable Message<?> open(Incarnation<?> current) {
			return null;
		}

	}

	/**
	 * Waits without handling anything meanwhile.
	 */
	static class Patient {

		@FunctionalInterface
		interface Task {

			Object run(ActorContext<Patient> context);

		}

		record Do(Task task) implements Request<Patient, Object> {

		}

		private final ActorContext<Patient> context;

		Patient(ActorContext<Patient> context) {
			this.context = context;
		}

		@Receive
		Object act(Do message) {
			return message.task().run(this.context);
		}

	}

}
