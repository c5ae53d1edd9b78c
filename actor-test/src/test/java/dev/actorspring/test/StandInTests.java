package dev.actorspring.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.PoolSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A probe in the place of an actor of a system that is built elsewhere, whose time is
 * that of the wall.
 */
class StandInTests {

	private static final ActorSpec<CardPayments> CARD = ActorSpec.of("card", CardPayments.class,
			(context) -> new CardPayments());

	private static final ActorSpec<CardPayments> CARDS = ActorSpec.keyed("cards", CardPayments.class,
			(context) -> new CardPayments());

	private final StandIn<Payments> standIn = StandIn.of(Payments.class, "");

	private final Probe<Payments> payments = this.standIn.probe();

	@AutoClose
	private ActorSystem system = start();

	private ActorSystem start(ActorSpec<?>... specs) {
		ActorSystemBuilder builder = ActorSystem.builder();
		for (ActorSpec<?> spec : specs) {
			builder.actor(this.standIn.replace(spec));
		}
		this.standIn.apply(builder);
		ActorSystem built = builder.build();
		this.standIn.attach(built, TestTime.real(() -> built, Duration.ofSeconds(2)));
		built.start();
		return built;
	}

	@Test
	void pool_isNotMade_butKeepsItsPlaceAndTheOrder() {
		this.system = start(CARD.withPool(PoolSpec.of(4)));
		this.payments.answer(Payments.Pay.class, Payments.Pay::amount);
		assertThat(this.system.pool("card").size()).isOne();
		assertThat(this.system.actor(CardPayments.class).<Integer>call(new Payments.Pay(4))).isEqualTo(4);
		this.payments.ref().tell(new Payments.Note("thanks"));
		this.payments.expect(new Payments.Pay(4));
		this.payments.expect(new Payments.Note("thanks"));
		this.payments.expectNothing();
	}

	@Test
	void actor_isNotMade_butKeepsItsPlace() {
		this.system = start(CARD);
		assertThat(this.system.find("card")).isPresent();
		this.payments.answer(Payments.Pay.class, Payments.Pay::amount);
		assertThat(this.system.actor(CardPayments.class).<Integer>call(new Payments.Pay(4))).isEqualTo(4);
		this.payments.ref().tell(new Payments.Note("thanks"));
		this.payments.expect(new Payments.Pay(4));
		this.payments.expect(new Payments.Note("thanks"));
		this.payments.expectNothing();
		assertThatIllegalStateException().isThrownBy(this.payments::keyed)
			.withMessage("'card' is a single actor: use ref()");
	}

	@Test
	void family_tellsTheKey() {
		this.system = start(CARDS);
		this.system.keyed(CardPayments.class).get("ann").tell(new Payments.Note("thanks"));
		this.payments.expect("ann", new Payments.Note("thanks"));
		this.payments.keyed().get("bob").tell(new Payments.Note("bye"));
		this.payments.expect(Payments.Note.class);
		assertThat(this.payments.key()).isEqualTo("bob");
		assertThatIllegalStateException().isThrownBy(this.payments::ref)
			.withMessage("'cards' is a keyed family: use keyed()");
	}

	@Test
	void refsAreThere_withoutAnyActor() {
		this.payments.answer(Payments.Pay.class, Payments.Pay::amount);
		assertThat(this.payments.ref().<Integer>call(new Payments.Pay(4))).isEqualTo(4);
		this.payments.keyed().get("ann").tell(new Payments.Note("thanks"));
		this.payments.expect(new Payments.Pay(4));
		this.payments.expect("ann", new Payments.Note("thanks"));
	}

	@Test
	void answers_laterOrWithAFailure() {
		this.system = start(CARD);
		CompletableFuture<Integer> answer = new CompletableFuture<>();
		this.payments.answerLater(Payments.Pay.class, (pay) -> answer);
		CompletableFuture<Integer> asked = this.payments.ref().ask(new Payments.Pay(1));
		this.payments.expect(new Payments.Pay(1));
		assertThat(asked).isNotDone();
		answer.completeExceptionally(new IllegalArgumentException("no"));
		assertThatExceptionOfType(CompletionException.class).isThrownBy(asked::join)
			.withCauseInstanceOf(IllegalArgumentException.class);
		this.payments.answer(Payments.Pay.class, (pay) -> {
			throw new IllegalStateException("closed");
		});
		assertThatIllegalStateException().isThrownBy(() -> this.payments.ref().call(new Payments.Pay(2)))
			.withMessage("closed");
	}

	@Test
	void whatDoesNotCome_failsAfterSomeTime() {
		this.system = start(CARD);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.payments.expect(Payments.Note.class))
			.withMessage("Expected a message of the type Note, but nothing has come within 2 s");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.payments.expect(Payments.Note.class, Duration.ofMillis(20)))
			.withMessage("Expected a message of the type Note, but nothing has come within PT0.02S");
		this.payments.ref().tell(new Payments.Note("thanks"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.payments::expectNothing)
			.withMessage("Expected nothing, but [Note[text=thanks]] has come");
	}

	@Test
	void severalPlaces_orNone_areRefused() {
		this.standIn.replace(CARD);
		assertThatIllegalStateException().isThrownBy(() -> this.standIn.replace(CARDS))
			.withMessageContaining("could take the place of 'card' and of 'cards': give the name of one of them");
		StandIn<Payments> named = StandIn.of(Payments.class, "cash");
		assertThat(named.replace(CARD)).isSameAs(CARD);
		assertThatIllegalStateException().isThrownBy(() -> named.apply(ActorSystem.builder()))
			.withMessageContaining("There is no actor 'cash' that is a ");
	}

	interface Payments {

		record Note(String text) implements Message<Payments> {

		}

		record Pay(int amount) implements Request<Payments, Integer> {

		}

	}

	static class CardPayments implements Payments {

		CardPayments() {
			throw new AssertionError("It is not to be made");
		}

		@Receive
		void note(Note note) {
		}

		@Receive
		int pay(Pay pay) {
			return 0;
		}

	}

}
