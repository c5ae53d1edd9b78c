package dev.actorspring.samples.bank;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A bank between two queues.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class BankApplication {

	/**
	 * Starts the application.
	 * @param args as of Spring Boot
	 */
	public static void main(String[] args) {
		SpringApplication.run(BankApplication.class, args);
	}

}
