package dev.actorspring.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ProbeTests {

	@AutoClose
	private final TestActors actors = TestActors.start();

	private final Probe<Bank> bank = this.actors.probe(Bank.class);

	private final ActorRef<Clerk> clerk = this.actors.system()
		.spawn(ActorSpec.of("clerk", Clerk.class, (context) -> new Clerk(context, this.bank.ref())));

	@Test
	void records_inOrder() {
		this.clerk.tell(new Order(1));
		this.clerk.tell(new Order(2));
		assertThat(this.bank.expect(Bank.Note.class)).isEqualTo(new Bank.Note("order 1"));
		this.bank.expect(new Bank.Note("order 2"));
		this.bank.expectNothing();
	}

	@Test
	void answers() {
		this.bank.answer(Bank.Pay.class, (pay) -> pay.amount() * 2);
		assertThat(this.actors.ask(this.clerk, new Sell(4))).isEqualTo(8);
		assertThat(this.bank.expect(Bank.Pay.class).amount()).isEqualTo(4);
	}

	@Test
	void answersLater_orNever() {
		CompletableFuture<Integer> first = this.clerk.ask(new Sell(1), Duration.ofSeconds(10));
		this.bank.expect(new Bank.Pay(1));
		assertThat(first).isNotDone();
		this.actors.advance(Duration.ofSeconds(10));
		assertThat(first).isCompletedExceptionally();
		CompletableFuture<Integer> answer = new CompletableFuture<>();
		this.bank.answerLater(Bank.Pay.class, (pay) -> answer);
		CompletableFuture<Integer> second = this.clerk.ask(new Sell(2));
		this.actors.awaitQuiet();
		assertThat(second).isNotDone();
		answer.complete(7);
		this.actors.awaitQuiet();
		assertThat(second).isCompletedWithValue(7);
	}

	@Test
	void failureOfAnAnswer_isThatOfTheAsk() {
		this.bank.answer(Bank.Pay.class, (pay) -> {
			throw new Bank.Closed();
		});
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.actors.ask(this.clerk, new Sell(1)))
			.withCauseInstanceOf(Bank.Closed.class);
	}

	@Test
	void waitsInVirtualTime() {
		this.clerk.tell(new Remind(Duration.ofHours(3)));
		this.bank.expectNothing();
		assertThat(this.bank.expect(Bank.Note.class, Duration.ofHours(4)).text()).isEqualTo("reminder");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.bank.expect(Bank.Note.class, Duration.ofDays(1)));
	}

	@Test
	void failuresSayWhatHasCome() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.bank.expect(Bank.Note.class))
			.withMessage("Expected a message of the type Note, but nothing has come");
		this.clerk.tell(new Order(1));
		this.clerk.tell(new Order(2));
		this.clerk.tell(new Order(3));
		this.bank.expect(Bank.Note.class);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.bank.expect(Bank.Pay.class))
			.withMessage("Expected a message of the type Pay, but Note[text=order 2] has come, and after it "
					+ "[Note[text=order 3]]; before that [Note[text=order 1]]");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.bank::expectNothing)
			.withMessage("Expected nothing, but [Note[text=order 3]] has come; before that [Note[text=order 1]]");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.bank.expect(new Bank.Note("order 4")))
			.withMessageContaining("Expected Note[text=order 4], but Note[text=order 3] has come");
		assertThat(this.bank.pending()).isEmpty();
	}

	@Test
	void keysComeToOneProbe() {
		KeyedActors<Bank> banks = this.bank.keyed();
		assertThat(banks.get("zurich")).isSameAs(banks.get("zurich"));
		banks.get("zurich").tell(new Bank.Note("one"));
		this.bank.expect("zurich", new Bank.Note("one"));
		this.bank.answer(Bank.Pay.class, Bank.Pay::amount);
		assertThat(this.actors.ask(banks.get("basel"), new Bank.Pay(4))).isEqualTo(4);
		assertThat(this.bank.expect(Bank.Pay.class).amount()).isEqualTo(4);
		assertThat(this.bank.key()).isEqualTo("basel");
		banks.get("zurich").tell(new Bank.Note("two"));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.bank.expect("basel", new Bank.Note("two")))
			.withMessage("Expected Note[text=two] to basel, but Note[text=two] to zurich has come; "
					+ "before that [Note[text=one] to zurich, Pay[amount=4] to basel]");
		this.bank.ref().tell(new Bank.Note("three"));
		this.bank.expect(Bank.Note.class);
		assertThatIllegalStateException().isThrownBy(this.bank::key)
			.withMessage("Note[text=three] was not sent to a key");
	}

	@Test
	void reset_forgetsMessagesAndAnswers() {
		this.bank.answer(Bank.Pay.class, Bank.Pay::amount);
		this.bank.ref().tell(new Bank.Note("one"));
		this.actors.awaitQuiet();
		this.bank.reset();
		this.bank.expectNothing();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.actors.ask(this.bank.ref(), new Bank.Pay(4)));
	}

	interface Bank {

		record Note(String text) implements Message<Bank> {

		}

		record Pay(int amount) implements Request<Bank, Integer> {

		}

		class Closed extends RuntimeException {

			private static final long serialVersionUID = 1L;

		}

	}

	record Order(int number) implements Message<Clerk> {

	}

	record Sell(int amount) implements Request<Clerk, Integer> {

	}

	record Remind(Duration in) implements Message<Clerk> {

	}

	record Due() implements Message<Clerk> {

	}

	static class Clerk {

		private final ActorContext<Clerk> context;

		private final ActorRef<Bank> bank;

		Clerk(ActorContext<Clerk> context, ActorRef<Bank> bank) {
			this.context = context;
			this.bank = bank;
		}

		@Receive
		void order(Order order) {
			this.bank.tell(new Bank.Note("order " + order.number()));
		}

		@Receive
		int sell(Sell sell) throws Bank.Closed {
			return this.bank.call(new Bank.Pay(sell.amount()));
		}

		@Receive
		void remind(Remind remind) {
			this.context.schedule(remind.in(), new Due());
		}

		@Receive
		void due(Due due) {
			this.bank.tell(new Bank.Note("reminder"));
		}

	}

}
