package dev.actorspring.samples.limits;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Quotes, of which each client may have a few a minute.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class LimitsApplication {

	/**
	 * Starts the application.
	 * @param args as of Spring Boot
	 */
	public static void main(String[] args) {
		SpringApplication.run(LimitsApplication.class, args);
	}

}
