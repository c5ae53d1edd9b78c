package dev.actorspring.benchmarks.footprint.actors;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Adds up, in an actor.
 */
@SpringBootApplication
public class ActorApplication {

	/**
	 * Starts it.
	 * @param args of Spring Boot
	 */
	public static void main(String[] args) {
		SpringApplication.run(ActorApplication.class, args);
	}

	record Add(long amount) implements Request<Adder, Sum> {

	}

	record Sum(long sum) {

	}

	@Actor
	static class Adder {

		private long sum;

		@Receive
		@PostMapping("/add")
		Sum add(Add add) {
			this.sum += add.amount();
			return new Sum(this.sum);
		}

	}

}
