package dev.actorspring.boot.aot;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.Event;
import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.Topic;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.durable.DurableTill;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.util.StringUtils;

/**
 * What {@link AotProcessingTests} processes and runs.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ActorAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class })
@Import({ AotApplication.Ledger.class, AotApplication.Auction.class, AotApplication.Tally.class,
		AotApplication.Client.class, DurableTill.class })
public class AotApplication {

	public static void main(String[] args) {
		start().close();
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(AotApplication.class).main(AotApplication.class)
			.bannerMode(Banner.Mode.OFF)
			.properties("actor.actors.solo.mailbox-capacity=3")
			.run(StringUtils.addStringToArray(arguments, "--spring.main.web-application-type=none"));
	}

	/**
	 * Runs the application and talks to its actors.
	 * @return what they said
	 */
	public static String talk() {
		try (ConfigurableApplicationContext context = start()) {
			boolean generated = context.getBeansOfType(ConfigurationClassPostProcessor.class).isEmpty();
			return (generated ? "generated: " : "not generated: ") + context.getBean(Client.class).talk();
		}
	}

	/**
	 * Runs the application with a value that a keyed actor cannot be made with.
	 * @return why it does not start
	 */
	public static String fail() {
		try (ConfigurableApplicationContext context = start("--auction.places=many")) {
			return "started";
		}
		catch (BeanCreationException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	@Bean
	@Actor
	Solo solo(ActorContext<Solo> context) {
		return new Solo(context);
	}

	interface HasName {

		record GetName() implements Request<HasName, String> {

		}

	}

	@Actor("ledger")
	static class Ledger implements HasName {

		private final ActorContext<Ledger> context;

		private final Tally tally;

		Ledger(ActorContext<Ledger> context, Tally tally) {
			this.context = context;
			this.tally = tally;
		}

		@Receive
		String name(GetName question) {
			return this.context.path() + " " + (++this.tally.value);
		}

	}

	@KeyedActor
	static class Auction {

		private final ActorContext<Auction> context;

		private final Topic<Named> named;

		private String heard = "";

		Auction(ActorContext<Auction> context, @Value("${auction.places:3}") int places, Topic<Named> named) {
			this.context = context;
			this.named = named;
		}

		@Receive
		String name(GetName question) {
			this.named.publish(new Named(this.context.key()));
			return this.context.path() + this.heard;
		}

		@Receive
		void on(Named event) {
			this.heard = " heard of " + event.key();
		}

		record Named(String key) implements Event {

		}

		record GetName() implements Request<Auction, String> {

		}

	}

	static class Solo {

		private final ActorContext<Solo> context;

		Solo(ActorContext<Solo> context) {
			this.context = context;
		}

		@Receive
		String name(GetName question) {
			return this.context.path();
		}

		record GetName() implements Request<Solo, String> {

		}

	}

	@Scope("actor")
	static class Tally {

		private int value;

	}

	static class Client {

		private final ActorRef<HasName> named;

		private final ActorRef<Ledger> ledger;

		private final KeyedActors<Auction> auctions;

		private final ActorRef<Solo> solo;

		private final DurableTill.Reader till;

		Client(ActorRef<HasName> named, ActorRef<Ledger> ledger, KeyedActors<Auction> auctions, ActorRef<Solo> solo,
				DurableTill.Reader till) {
			this.named = named;
			this.ledger = ledger;
			this.auctions = auctions;
			this.solo = solo;
			this.till = till;
		}

		String talk() {
			return String.join(", ", this.named.call(new HasName.GetName()), this.ledger.call(new HasName.GetName()),
					this.auctions.get("42").call(new Auction.GetName()),
					this.auctions.get("42").call(new Auction.GetName()), this.solo.call(new Solo.GetName()),
					this.till.add());
		}

	}

}
