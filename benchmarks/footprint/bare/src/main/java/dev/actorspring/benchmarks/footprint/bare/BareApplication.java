package dev.actorspring.benchmarks.footprint.bare;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Adds up, in a controller.
 */
@SpringBootApplication
public class BareApplication {

	/**
	 * Starts it.
	 * @param args of Spring Boot
	 */
	public static void main(String[] args) {
		SpringApplication.run(BareApplication.class, args);
	}

	record Add(long amount) {

	}

	record Sum(long sum) {

	}

	@RestController
	static class Adder {

		private final AtomicLong sum = new AtomicLong();

		@PostMapping("/add")
		Sum add(@RequestBody Add add) {
			return new Sum(this.sum.addAndGet(add.amount()));
		}

	}

}
