package dev.actorspring.chaos.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Accounts and diaries on one node.
 */
@SpringBootApplication
public class AccountsApplication {

	/**
	 * Starts a node.
	 * @param arguments its ports, seeds and database
	 */
	public static void main(String[] arguments) {
		SpringApplication.run(AccountsApplication.class, arguments);
	}

}
