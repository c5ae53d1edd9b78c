package dev.actorspring.boot.client;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.http.ProblemType;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Callers in another application that share nothing but the protocol, over a real port.
 */
@SpringBootTest(classes = ActorHttpClientTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "actor.metrics.enabled=false")
class ActorHttpClientTests {

	private WebClient web;

	private ActorHttpClient<Accounts> accounts;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.web = WebClient.create("http://localhost:" + port);
		this.accounts = ActorHttpClient.create(Accounts.class, this.web);
	}

	@Test
	void request_isAnsweredWithItsReplyType() {
		Accounts.Balance balance = this.accounts.ask("ann", new Accounts.Pay(new BigDecimal("1.10"), "rent")).block();
		assertThat(balance).isEqualTo(new Accounts.Balance("ann", new BigDecimal("1.10")));
	}

	@Test
	void requestWithoutBody_goesIntoTheQuery() {
		List<String> found = this.accounts.ask("ann", new Accounts.Search("a&b=c/d", List.of("x y", "ü+"), null))
			.block();
		assertThat(found).containsExactly("a&b=c/d", "x y", "ü+");
	}

	@Test
	void component_goesIntoThePath() {
		assertThat(this.accounts.ask("ann", new Accounts.Find("a/b;c%2F ü")).block()).contains("a/b;c%2F ü");
	}

	@Test
	void key_isEncoded() {
		String key = "a/b;c%2F ü+?#";
		assertThat(this.accounts.ask(key, new Accounts.Pay(BigDecimal.ONE, "x")).map(Accounts.Balance::owner).block())
			.isEqualTo(key);
	}

	@Test
	void emptyOptional_isEmpty() {
		assertThat(this.accounts.ask("ann", new Accounts.Find("none")).block()).isEqualTo(Optional.empty());
	}

	@Test
	void replyThatIsNull_isEmpty() {
		StepVerifier.create(this.accounts.ask("ann", new Accounts.GetNote())).verifyComplete();
	}

	@Test
	void replyTypeVoid_isEmpty() {
		StepVerifier.create(this.accounts.ask("ann", new Accounts.Close())).verifyComplete();
	}

	@Test
	void plainMessage_isAccepted() {
		StepVerifier.create(this.accounts.tell("ann", new Accounts.Remind("pay"))).verifyComplete();
	}

	@Test
	void tellOfARequest_doesNotWait() {
		// The handler would decline it.
		StepVerifier.create(this.accounts.tell("ann", new Accounts.Pay(BigDecimal.ONE, "fraud"))).verifyComplete();
	}

	@Test
	void declined_isAProblemWithItsStatus() {
		assertThatExceptionOfType(WebClientResponseException.Conflict.class)
			.isThrownBy(() -> this.accounts.ask("ann", new Accounts.Pay(BigDecimal.ONE, "fraud")).block())
			.satisfies((ex) -> {
				ProblemDetail problem = ex.getResponseBodyAs(ProblemDetail.class);
				assertThat(problem).isNotNull();
				assertThat(problem.getType()).isEqualTo(ProblemType.DECLINED.uri());
				assertThat(problem.getDetail()).isEqualTo("Not with us.");
			});
	}

	@Test
	void invalid_isAProblemWithViolations() {
		assertThatExceptionOfType(WebClientResponseException.BadRequest.class)
			.isThrownBy(() -> this.accounts.ask("ann", new Accounts.Pay(BigDecimal.ZERO, "x")).block())
			.satisfies((ex) -> assertThat(ex.getResponseBodyAsString()).contains("violations", "amount"));
	}

	@Test
	void notFoundOfADeclaredException_isNotAnEmptyReply() {
		assertThatExceptionOfType(WebClientResponseException.NotFound.class)
			.isThrownBy(() -> this.accounts.ask("ann", new Accounts.Find("unknown")).block());
	}

	@Test
	void actorClass_isAProtocolToo() {
		ActorHttpClient<Bank> bank = ActorHttpClient.create(Bank.class, this.web);
		assertThat(bank.ask(new Bank.GetName()).block()).isEqualTo("Bank");
	}

	@Test
	void headersOfTheClient_areSent() {
		WebClient patient = this.web.mutate().defaultHeader("Prefer", "wait=7").build();
		assertThat(ActorHttpClient.create(Bank.class, patient).ask(new Bank.GetName()).block()).isEqualTo("Bank");
	}

	@Test
	void messageWithoutMapping_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.accounts.tell("ann", new Accounts.Internal()))
			.withMessageContaining("Internal");
	}

	@Test
	void missingOrEmptyKey_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.accounts.ask(new Accounts.GetNote()))
			.withMessageContaining("{key}");
		assertThatIllegalArgumentException().isThrownBy(() -> this.accounts.ask("", new Accounts.GetNote()))
			.withMessageContaining("{key}");
	}

	@Test
	void keyWhereNoneIsNeeded_isRefused() {
		ActorHttpClient<Bank> bank = ActorHttpClient.create(Bank.class, this.web);
		assertThatIllegalArgumentException().isThrownBy(() -> bank.ask("x", new Bank.GetName()))
			.withMessageContaining("{key}");
	}

	@Test
	void objectInTheQuery_isRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.accounts.ask("ann", new Accounts.Search("x", List.of(), new Accounts.Range(1, 2))))
			.withMessageContaining("'range'");
	}

	@Test
	void stream_isRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ActorHttpClient.create(Feed.class, this.web).ask(new Feed.Watch()))
			.withMessageContaining("stream");
	}

	@Test
	void protocolWithoutMappings_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ActorHttpClient.create(Runnable.class, this.web))
			.withMessageContaining("Runnable");
	}

	@Test
	void pathThatIsNotKnown_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ActorHttpClient.create(Elsewhere.class, this.web))
			.withMessageContaining("${elsewhere}");
	}

	@Test
	void httpInterfaceOfSpring_worksOverTheSameRecords() {
		AccountsExchange exchange = HttpServiceProxyFactory.builderFor(WebClientAdapter.create(this.web))
			.build()
			.createClient(AccountsExchange.class);
		assertThat(exchange.pay("bob", new Accounts.Pay(BigDecimal.TWO, "rent")))
			.isEqualTo(new Accounts.Balance("bob", BigDecimal.TWO));
		assertThat(exchange.find("bob", "it").block()).isEqualTo("\"it\"");
		assertThatExceptionOfType(WebClientResponseException.Conflict.class)
			.isThrownBy(() -> exchange.pay("bob", new Accounts.Pay(BigDecimal.ONE, "fraud")));
	}

	/**
	 * What both applications have.
	 */
	@RequestMapping("/accounts/{key}")
	interface Accounts {

		@Receive
		@PostMapping("/payments")
		Balance pay(Pay pay) throws Refused;

		@Receive
		@GetMapping("/bookings")
		List<String> search(Search search);

		@Receive
		@GetMapping("/bookings/{id}")
		Optional<String> find(Find find) throws Unknown;

		@Receive
		@GetMapping("/note")
		@Nullable String note(GetNote query);

		@Receive(batch = 10)
		@PostMapping("/reminders")
		void remind(List<Remind> reminders);

		@Receive
		@DeleteMapping
		Void close(Close close);

		@Receive
		void internal(Internal internal);

		record Pay(@Positive BigDecimal amount,
				@JsonProperty("for") String purpose) implements Request<Accounts, Balance> {

		}

		record Search(String text, List<String> tags,
				@Nullable Range range) implements Request<Accounts, List<String>> {

		}

		record Find(String id) implements Request<Accounts, Optional<String>> {

		}

		record GetNote() implements Request<Accounts, String> {

		}

		record Remind(String text) implements Message<Accounts> {

		}

		record Close() implements Request<Accounts, Void> {

		}

		record Internal() implements Message<Accounts> {

		}

		record Range(int from, int to) {

		}

		record Balance(String owner, BigDecimal amount) {

		}

	}

	/**
	 * The same with Spring's own means.
	 */
	@HttpExchange("/accounts/{key}")
	interface AccountsExchange {

		@PostExchange("/payments")
		Accounts.Balance pay(@PathVariable String key, @RequestBody Accounts.Pay pay);

		@GetExchange("/bookings/{id}")
		Mono<String> find(@PathVariable String key, @PathVariable String id);

	}

	interface Feed {

		@GetMapping("/feed")
		Flow.Publisher<String> watch(Watch watch);

		record Watch() implements Request<Feed, Flow.Publisher<String>> {

		}

	}

	interface Elsewhere {

		@PostMapping("${elsewhere}")
		void go(Go go);

		record Go() implements Message<Elsewhere> {

		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Account.class, Bank.class })
	static class Application {

	}

	@KeyedActor("account")
	static class Account implements Accounts {

		private static final Map<String, Optional<String>> BOOKINGS = Map.of("none", Optional.empty());

		private final String owner;

		Account(ActorContext<Account> context) {
			this.owner = context.key();
		}

		@Override
		public Balance pay(Pay pay) throws Refused {
			if (pay.purpose().equals("fraud")) {
				throw new Refused();
			}
			return new Balance(this.owner, pay.amount());
		}

		@Override
		public List<String> search(Search search) {
			return List.of(search.text(), search.tags().get(0), search.tags().get(1));
		}

		@Override
		public Optional<String> find(Find find) throws Unknown {
			if (find.id().equals("unknown")) {
				throw new Unknown();
			}
			return BOOKINGS.getOrDefault(find.id(), Optional.of(find.id()));
		}

		@Override
		public @Nullable String note(GetNote query) {
			return null;
		}

		@Override
		public void remind(List<Remind> reminders) {
		}

		@Override
		public Void close(Close close) {
			return null;
		}

		@Override
		public void internal(Internal internal) {
		}

	}

	@Actor("bank")
	static class Bank {

		@Receive
		@GetMapping("/bank")
		String name(GetName query) {
			return "Bank";
		}

		record GetName() implements Request<Bank, String> {

		}

	}

	@ResponseStatus(HttpStatus.CONFLICT)
	static class Refused extends Exception {

		private static final long serialVersionUID = 1L;

		Refused() {
			super("Not with us.");
		}

	}

	@ResponseStatus(HttpStatus.NOT_FOUND)
	static class Unknown extends Exception {

		private static final long serialVersionUID = 1L;

	}

}
