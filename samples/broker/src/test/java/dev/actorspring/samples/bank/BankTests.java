package dev.actorspring.samples.bank;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.samples.bank.Account.Look;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import jakarta.jms.TextMessage;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.core.PriorityOrdered;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

// Ends the broker before its folder is gone.
@DirtiesContext
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "actor.durable.patience=30s")
class BankTests {

	@TempDir
	private static Path directory;

	private final String number = UUID.randomUUID().toString();

	@Autowired
	private KeyedActors<Account> accounts;

	@Autowired
	private ActorSystem system;

	@Autowired
	private JmsTemplate jms;

	@Autowired
	private EmbeddedActiveMQ broker;

	@Autowired
	private DataSource database;

	@Autowired
	private Fault fault;

	@DynamicPropertySource
	static void data(DynamicPropertyRegistry registry) {
		registry.add("spring.datasource.url",
				() -> "jdbc:h2:file:" + directory.resolve("bank") + ";DB_CLOSE_ON_EXIT=FALSE");
		registry.add("spring.artemis.embedded.data-directory", () -> directory.resolve("broker").toString());
	}

	@BeforeEach
	void waitNotFor() {
		this.jms.setReceiveTimeout(10_000);
	}

	@Test
	void receiptsAreSentInOrder_withWhatIsWrittenThen() {
		for (int amount = 1; amount <= 20; amount++) {
			pay(amount);
		}
		assertThat(receipts(20)).extracting(Receipt::balance)
			.containsExactlyElementsOf(
					LongStream.rangeClosed(1, 20).map((each) -> each * (each + 1) / 2).boxed().toList());
		await()
			.untilAsserted(() -> assertThat(account().call(new Look())).isEqualTo(new Account.Balance(210, List.of())));
	}

	@Test
	void paymentIsAcknowledged_whenItIsWritten() throws Exception {
		pay(1);
		receipts(1);
		await().untilAsserted(() -> assertThat(account().call(new Look()).unsent()).isEmpty());
		await().until(() -> waiting("payments") == 0);
		long acknowledged = acknowledged();
		long handled = handled();
		try (Connection connection = lockedRow()) {
			pay(2);
			await().until(() -> handled() > handled && isSomebodyBlocked(connection));
			assertThat(acknowledged()).isEqualTo(acknowledged);
			assertThat(waiting("receipts")).isZero();
			connection.rollback();
		}
		assertThat(receipts(1)).extracting(Receipt::balance).containsExactly(3L);
		await().untilAsserted(() -> assertThat(acknowledged()).isEqualTo(acknowledged + 1));
	}

	@Test
	void paymentThatIsDeliveredAgain_isBookedOnce() {
		this.fault.times.set(2);
		pay(7);
		await().until(() -> this.fault.times.get() == 0 && waiting("payments") == 0);
		assertThat(account().call(new Look()).amount()).isEqualTo(7);
		assertThat(receipts(1)).extracting(Receipt::balance).containsExactly(7L);
		assertThat(waiting("receipts")).isZero();
	}

	@Test
	void paymentThatCrashesTheActor_endsAsADeadLetter_andOthersAreBooked() throws Exception {
		pay(5);
		pay(Long.MAX_VALUE);
		pay(6);
		assertThat(receipts(2)).extracting(Receipt::balance).containsExactly(5L, 11L);
		TextMessage dead = (TextMessage) this.jms.receive("dead-payments");
		assertThat(dead.getText()).contains(Long.toString(Long.MAX_VALUE));
		assertThat(account().call(new Look()).amount()).isEqualTo(11);
	}

	@Test
	void paymentThatCannotBeRead_endsAsADeadLetter() throws Exception {
		this.jms.send("payments", (session) -> {
			TextMessage message = session.createTextMessage("not a payment");
			message.setStringProperty("type", "payment");
			return message;
		});
		assertThat(((TextMessage) this.jms.receive("dead-payments")).getText()).isEqualTo("not a payment");
	}

	@Test
	void paymentThatIsDeclined_isAnswered_andNotDeliveredAgain() {
		pay(-1);
		Refusal refusal = (Refusal) this.jms.receiveAndConvert("refusals");
		assertThat(refusal.reason()).isEqualTo("There is not as much on the account");
		await().until(() -> waiting("payments") == 0);
		assertThat(waiting("refusals")).isZero();
	}

	private void pay(long amount) {
		this.jms.convertAndSend("payments", new Payment(this.number, amount), (message) -> {
			// Messages of one group are delivered one after the other.
			message.setStringProperty("JMSXGroupID", this.number);
			return message;
		});
	}

	private List<Receipt> receipts(int count) {
		return Stream.generate(() -> (Receipt) this.jms.receiveAndConvert("receipts")).limit(count).toList();
	}

	private ActorRef<Account> account() {
		return this.accounts.get(this.number);
	}

	private long handled() {
		return this.system.find("account/" + this.number)
			.map((node) -> ((NodeSnapshot.Actor) node).handled())
			.orElse(0L);
	}

	private long acknowledged() {
		return this.broker.getActiveMQServer().locateQueue("payments").getMessagesAcknowledged();
	}

	private long waiting(String queue) {
		return this.broker.getActiveMQServer().locateQueue(queue).getMessageCount();
	}

	private Connection lockedRow() throws Exception {
		Connection connection = this.database.getConnection();
		connection.setAutoCommit(false);
		PreparedStatement lock = connection
			.prepareStatement("select * from actor_state where actor = 'account' and actor_key = ? for update");
		lock.setString(1, this.number);
		assertThat(lock.executeQuery().next()).isTrue();
		return connection;
	}

	private static boolean isSomebodyBlocked(Connection connection) throws Exception {
		try (Statement statement = connection.createStatement()) {
			return statement.executeQuery("select 1 from information_schema.sessions where blocker_id is not null")
				.next();
		}
	}

	/**
	 * Has the listener fail when the actor has replied, as if the application had died
	 * before the broker heard of it.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Fault implements BeanPostProcessor, PriorityOrdered {

		private final AtomicInteger times = new AtomicInteger();

		@Override
		public Object postProcessAfterInitialization(Object bean, String name) {
			if (!(bean instanceof Payments)) {
				return bean;
			}
			ProxyFactory proxy = new ProxyFactory(bean);
			proxy.setProxyTargetClass(true);
			proxy.addAdvice((MethodInterceptor) (call) -> {
				Object result = call.proceed();
				if (this.times.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
					throw new IllegalStateException("Too late");
				}
				return result;
			});
			return proxy.getProxy();
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

}
