package dev.actorspring.boot.client;

import java.math.BigDecimal;
import java.util.List;

import dev.actorspring.boot.client.ActorHttpClientTests.Accounts;
import dev.actorspring.boot.client.ActorHttpClientTests.Bank;
import dev.actorspring.boot.client.ActorHttpClientTests.Feed;
import dev.actorspring.boot.http.ProblemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ProblemDetail;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Callers that wait, over a real port of Spring MVC.
 */
@SpringBootTest(classes = ActorHttpClientTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.metrics.enabled=false", "spring.main.web-application-type=servlet" })
class ActorRestClientTests {

	private RestClient rest;

	private ActorRestClient<Accounts> accounts;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.rest = RestClient.create("http://localhost:" + port);
		this.accounts = ActorRestClient.create(Accounts.class, this.rest);
	}

	@Test
	void request_isAnsweredWithItsReplyType() {
		assertThat(this.accounts.ask("ann", new Accounts.Pay(new BigDecimal("1.10"), "rent")))
			.isEqualTo(new Accounts.Balance("ann", new BigDecimal("1.10")));
		assertThat(ActorRestClient.create(Bank.class, this.rest).ask(new Bank.GetName())).isEqualTo("Bank");
	}

	@Test
	void keysAndComponents_areEncoded() {
		String key = "a/b;c%2F ü+?#";
		assertThat(this.accounts.ask(key, new Accounts.Pay(BigDecimal.ONE, "x")).owner()).isEqualTo(key);
		assertThat(this.accounts.ask("ann", new Accounts.Search("a&b=c/d", List.of("x y", "ü+"), null)))
			.containsExactly("a&b=c/d", "x y", "ü+");
		assertThat(this.accounts.ask("ann", new Accounts.Find("a/b;c%2F ü"))).contains("a/b;c%2F ü");
	}

	@Test
	void nothing_isNull_orAnEmptyOptional() {
		assertThat(this.accounts.ask("ann", new Accounts.GetNote())).isNull();
		assertThat(this.accounts.ask("ann", new Accounts.Close())).isNull();
		assertThat(this.accounts.ask("ann", new Accounts.Find("none"))).isEmpty();
		assertThatExceptionOfType(HttpClientErrorException.NotFound.class)
			.isThrownBy(() -> this.accounts.ask("ann", new Accounts.Find("unknown")));
	}

	@Test
	void tell_doesNotWaitForTheReply() {
		this.accounts.tell("ann", new Accounts.Remind("pay"));
		// The handler would decline it.
		this.accounts.tell("ann", new Accounts.Pay(BigDecimal.ONE, "fraud"));
		this.accounts.tell("ann", new Accounts.GetNote());
	}

	@Test
	void problems_areExceptionsOfTheirStatus() {
		assertThatExceptionOfType(HttpClientErrorException.Conflict.class)
			.isThrownBy(() -> this.accounts.ask("ann", new Accounts.Pay(BigDecimal.ONE, "fraud")))
			.satisfies((ex) -> {
				ProblemDetail problem = ex.getResponseBodyAs(ProblemDetail.class);
				assertThat(problem).isNotNull();
				assertThat(problem.getType()).isEqualTo(ProblemType.DECLINED.uri());
			});
		assertThatExceptionOfType(HttpClientErrorException.BadRequest.class)
			.isThrownBy(() -> this.accounts.ask("ann", new Accounts.Pay(BigDecimal.ZERO, "x")));
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> ActorRestClient.create(Bank.class, RestClient.create("http://localhost:1"))
				.ask(new Bank.GetName()));
	}

	@Test
	void whatCannotBeSent_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.accounts.ask(new Accounts.GetNote()))
			.withMessageContaining("{key}");
		assertThatIllegalArgumentException().isThrownBy(() -> this.accounts.tell("ann", new Accounts.Internal()))
			.withMessageContaining("Internal");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ActorRestClient.create(Feed.class, this.rest).ask(new Feed.Watch()))
			.withMessageContaining("stream");
	}

}
