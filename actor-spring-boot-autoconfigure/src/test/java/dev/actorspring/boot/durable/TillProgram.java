package dev.actorspring.boot.durable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

import dev.actorspring.ActorRef;
import dev.actorspring.boot.actors.ActorAutoConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * An application that adds to a durable till until it is told to end, and says what was
 * acknowledged.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ActorAutoConfiguration.class, ActorDurableAutoConfiguration.class,
		DataSourceAutoConfiguration.class })
@Import(Till.class)
class TillProgram {

	static final int CLIENTS = 16;

	static final String ADDED = "added ";

	/**
	 * Runs it.
	 * @param arguments properties
	 */
	public static void main(String[] arguments) throws InterruptedException {
		SpringApplication application = new SpringApplicationBuilder(TillProgram.class).web(WebApplicationType.NONE)
			.build();
		Clients clients = application.run(arguments).getBean(Clients.class);
		clients.run();
	}

	@Bean
	Clients clients(ActorRef<Till> till) {
		return new Clients(till);
	}

	/**
	 * Those who add.
	 */
	static final class Clients {

		private final ActorRef<Till> till;

		Clients(ActorRef<Till> till) {
			this.till = till;
		}

		void run() throws InterruptedException {
			List<Thread> all = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				all.add(Thread.ofVirtual().start(this::add));
			}
			for (Thread each : all) {
				each.join();
			}
		}

		/** One cent after the other, until that fails. */
		private void add() {
			try {
				for (;;) {
					System.out.println(ADDED + this.till.ask(new Till.Add(1)).join().cents());
				}
			}
			catch (CompletionException ex) {
				System.out.println("not added: " + ex.getCause());
			}
		}

	}

}
