package dev.actorspring.samples.bank;

import java.time.Duration;
import java.util.Arrays;

import dev.actorspring.durable.DurableStates;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.jms.core.JmsTemplate;

import static org.awaitility.Awaitility.await;

/**
 * The bank in a process of its own, which says what it does.
 */
final class BankProcess {

	static final int ACCOUNTS = 3;

	private final JmsTemplate jms;

	private final JmsListenerEndpointRegistry listeners;

	private final Queue payments;

	private final DurableStates<Account.Balance> balances;

	private BankProcess(ConfigurableApplicationContext context) {
		this.jms = context.getBean(JmsTemplate.class);
		this.listeners = context.getBean(JmsListenerEndpointRegistry.class);
		this.payments = context.getBean(EmbeddedActiveMQ.class).getActiveMQServer().locateQueue("payments");
		this.balances = context.<DurableStates<Account.Balance>>getBeanProvider(
				ResolvableType.forClassWithGenerics(DurableStates.class, Account.Balance.class))
			.getObject();
	}

	/**
	 * Starts the bank.
	 * @param args how many payments to send to it before it takes the first; none to have
	 * it go on and end when all is done
	 */
	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(BankApplication.class,
				"--spring.main.web-application-type=none", "--spring.jms.listener.auto-startup=false");
		BankProcess bank = new BankProcess(context);
		if (args.length > 0) {
			bank.send(Integer.parseInt(args[0]));
			bank.work();
		}
		else {
			System.out.println("left " + bank.payments.getMessageCount());
			bank.work();
			bank.report();
			context.close();
		}
	}

	private void send(int count) {
		for (int i = 0; i < count; i++) {
			String account = Integer.toString(i % ACCOUNTS);
			this.jms.convertAndSend("payments", new Payment(account, 1), (message) -> {
				message.setStringProperty("JMSXGroupID", account);
				return message;
			});
		}
	}

	private void work() {
		this.listeners.start();
		await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(10)).until(() -> {
			System.out.println("done " + this.payments.getMessagesAcknowledged());
			return this.payments.getMessageCount() == 0
					&& this.balances.stream().allMatch((entry) -> entry.state().unsent().isEmpty());
		});
	}

	private void report() {
		this.balances.stream().forEach((entry) -> say("balance", entry.key(), entry.state().amount()));
		this.jms.setReceiveTimeout(2_000);
		while (this.jms.receiveAndConvert("receipts") instanceof Receipt receipt) {
			say("receipt", receipt.payment(), receipt.account(), receipt.balance());
		}
		this.jms.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
		if (this.jms.receive("dead-payments") != null) {
			say("dead");
		}
	}

	private static void say(Object... words) {
		System.out.println(String.join(" ", Arrays.stream(words).map(String::valueOf).toList()));
	}

}
