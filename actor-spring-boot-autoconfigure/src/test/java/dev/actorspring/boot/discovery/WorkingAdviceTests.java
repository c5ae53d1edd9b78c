package dev.actorspring.boot.discovery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.DeclinedException;
import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.util.ClassUtils;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Annotations of Spring that put advice around handlers.
 */
class WorkingAdviceTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(ActorAutoConfiguration.class, ValidationAutoConfiguration.class, ClassUtils
				.resolveClassName("dev.actorspring.boot.context.ActorContextPropagationAutoConfiguration", null)));

	@AfterEach
	void logOut() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void transactionIsThatOfTheTurn() {
		this.contextRunner.withUserConfiguration(Transactions.class, Account.class).run((context) -> {
			List<String> log = context.getBean(Transactions.class).log;
			ActorRef<Account> account = context.getBean(KeyedActorsOfAccount.class).accounts.get("1");
			assertThat(account.call(new Account.Pay(5))).isEqualTo(5);
			assertThat(log).containsExactly("begin", "commit");
			log.clear();
			assertThatExceptionOfType(ActorCrashedException.class).isThrownBy(() -> account.call(new Account.Pay(-1)));
			assertThat(log).containsExactly("begin", "rollback");
			log.clear();
			assertThatExceptionOfType(DeclinedException.class).isThrownBy(() -> account.call(new Account.Pay(0)));
			assertThat(log).containsExactly("begin", "commit");
		});
	}

	@Test
	void transactionThatCannotBeginIsNoCrash() {
		this.contextRunner.withUserConfiguration(Transactions.class, Account.class).run((context) -> {
			ActorRef<Account> account = context.getBean(KeyedActorsOfAccount.class).accounts.get("1");
			account.call(new Account.Pay(5));
			context.getBean(Transactions.class).down = true;
			assertThatExceptionOfType(CannotCreateTransactionException.class)
				.isThrownBy(() -> account.call(new Account.Pay(5)));
			context.getBean(Transactions.class).down = false;
			assertThat(account.call(new Account.Pay(5))).isEqualTo(10);
		});
	}

	@Test
	void messageThatIsNotValidIsNoCrash() {
		this.contextRunner.withUserConfiguration(Strict.class).run((context) -> {
			ActorRef<Strict> strict = ref(context);
			assertThat(strict.call(new Strict.Add(5))).isEqualTo(5);
			assertThatExceptionOfType(ConstraintViolationException.class)
				.isThrownBy(() -> strict.call(new Strict.Add(-1)));
			assertThat(strict.call(new Strict.Add(5))).isEqualTo(10);
		});
	}

	@Test
	void replyThatIsNotValidIsACrash() {
		this.contextRunner.withUserConfiguration(Strict.class).run((context) -> {
			ActorRef<Strict> strict = ref(context);
			assertThatExceptionOfType(ActorCrashedException.class).isThrownBy(() -> strict.call(new Strict.Add(101)))
				.withCauseInstanceOf(ConstraintViolationException.class);
			assertThat(strict.call(new Strict.Add(5))).isEqualTo(5);
		});
	}

	@Test
	void permissionIsThatOfTheSender() {
		this.contextRunner.withUserConfiguration(MethodSecurity.class, Vault.class).run((context) -> {
			ActorRef<Vault> vault = ref(context);
			logIn("ann", "ROLE_USER");
			for (Request<Vault, Integer> request : List.of(new Vault.ByExpression("ann"), new Vault.BySecured(),
					new Vault.ByRole())) {
				logIn("ann", "ROLE_USER");
				assertThatExceptionOfType(AccessDeniedException.class).as(request::toString)
					.isThrownBy(() -> vault.call(request));
				logIn("bob", "ROLE_ADMIN");
				assertThat(vault.call(request)).isPositive();
				SecurityContextHolder.clearContext();
				assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class).as(request::toString)
					.isThrownBy(() -> vault.call(request));
			}
			assertThat(vault.call(new Vault.Count())).isEqualTo(3);
		});
	}

	@Test
	void expressionSeesTheMessage() {
		this.contextRunner.withUserConfiguration(MethodSecurity.class, Vault.class).run((context) -> {
			logIn("ann", "ROLE_USER");
			assertThat(this.<Vault>ref(context).call(new Vault.ByExpression("bob"))).isPositive();
		});
	}

	@Test
	void replyThatIsNotAllowedIsACrash() {
		this.contextRunner.withUserConfiguration(MethodSecurity.class, Vault.class).run((context) -> {
			ActorRef<Vault> vault = ref(context);
			logIn("ann", "ROLE_USER");
			assertThatExceptionOfType(ActorCrashedException.class).isThrownBy(() -> vault.call(new Vault.After(1)))
				.withCauseInstanceOf(AccessDeniedException.class);
			assertThat(vault.call(new Vault.After(2))).isEqualTo(2);
		});
	}

	@SuppressWarnings("unchecked")
	private <A> ActorRef<A> ref(ApplicationContext context) {
		return context.getBean(ActorRef.class);
	}

	private static void logIn(String name, String role) {
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(name, "", role));
	}

	record KeyedActorsOfAccount(KeyedActors<Account> accounts) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Transactions implements PlatformTransactionManager {

		private final List<String> log = new CopyOnWriteArrayList<>();

		private volatile boolean down;

		@Bean
		static KeyedActorsOfAccount accounts(KeyedActors<Account> accounts) {
			return new KeyedActorsOfAccount(accounts);
		}

		@Override
		public TransactionStatus getTransaction(TransactionDefinition definition) {
			if (this.down) {
				throw new CannotCreateTransactionException("no database");
			}
			this.log.add("begin");
			return new SimpleTransactionStatus();
		}

		@Override
		public void commit(TransactionStatus status) {
			this.log.add("commit");
		}

		@Override
		public void rollback(TransactionStatus status) {
			this.log.add("rollback");
		}

	}

	static class NothingToPay extends Exception {

		private static final long serialVersionUID = 1L;

	}

	@KeyedActor
	static class Account {

		private int paid;

		@Receive
		@Transactional
		int pay(Pay pay) throws NothingToPay {
			if (pay.amount() == 0) {
				throw new NothingToPay();
			}
			if (pay.amount() < 0) {
				throw new IllegalArgumentException("less than nothing");
			}
			return this.paid += pay.amount();
		}

		record Pay(int amount) implements Request<Account, Integer> {

		}

	}

	@Actor
	@Validated
	static class Strict {

		private int sum;

		@Receive
		@Max(100)
		int add(@Valid Add add) {
			return this.sum += add.amount();
		}

		record Add(@Positive int amount) implements Request<Strict, Integer> {

		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity(securedEnabled = true, jsr250Enabled = true)
	static class MethodSecurity {

	}

	@Actor
	static class Vault {

		private int opened;

		@Receive
		@PreAuthorize("hasRole('ADMIN') or #message.owner() != authentication.name")
		int byExpression(ByExpression message) {
			return ++this.opened;
		}

		@Receive
		@Secured("ROLE_ADMIN")
		int bySecured(BySecured message) {
			return ++this.opened;
		}

		@Receive
		@RolesAllowed("ADMIN")
		int byRole(ByRole message) {
			return ++this.opened;
		}

		@Receive
		@PostAuthorize("returnObject == 2")
		int after(After message) {
			return message.reply();
		}

		@Receive
		int count(Count message) {
			return this.opened;
		}

		record ByExpression(String owner) implements Request<Vault, Integer> {

		}

		record BySecured() implements Request<Vault, Integer> {

		}

		record ByRole() implements Request<Vault, Integer> {

		}

		record After(int reply) implements Request<Vault, Integer> {

		}

		record Count() implements Request<Vault, Integer> {

		}

	}

}
