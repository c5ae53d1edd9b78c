package dev.actorspring.samples.warehouse;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A warehouse. Nothing in it locks a row.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class WarehouseApplication {

	/**
	 * Starts the application.
	 * @param args as of Spring Boot
	 */
	public static void main(String[] args) {
		SpringApplication.run(WarehouseApplication.class, args);
	}

}
