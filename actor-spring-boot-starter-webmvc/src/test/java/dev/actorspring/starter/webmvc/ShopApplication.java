package dev.actorspring.starter.webmvc;

import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.KeyedActor;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * A servlet application with one family of actors.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ShopApplication.Stock.class)
class ShopApplication {

	/**
	 * The pieces of one article.
	 */
	@KeyedActor("stock")
	@RequestMapping("/stock/{key}")
	static class Stock {

		private int pieces;

		@Receive
		@PostMapping("/additions")
		Level add(Add add) {
			this.pieces += add.pieces();
			return new Level(this.pieces);
		}

		@Receive
		@GetMapping
		Level get(Get get) {
			return new Level(this.pieces);
		}

		@Receive
		@GetMapping("/levels")
		Flow.Publisher<Level> levels(Levels levels) {
			return (subscriber) -> {
				SubmissionPublisher<Level> publisher = new SubmissionPublisher<>(Runnable::run, 16);
				publisher.subscribe(subscriber);
				publisher.submit(new Level(this.pieces));
				publisher.close();
			};
		}

		record Add(int pieces) implements Request<Stock, Level> {

		}

		record Get() implements Request<Stock, Level> {

		}

		record Levels() implements Request<Stock, Flow.Publisher<Level>> {

		}

	}

	/**
	 * How many pieces there are.
	 *
	 * @param pieces their number
	 */
	record Level(int pieces) {

	}

}
