package dev.actorspring.packaging;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;

/**
 * Starts as a jar, and is started as a WAR.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class ShopApplication extends SpringBootServletInitializer {

	/**
	 * Starts it.
	 * @param args of Spring Boot
	 */
	public static void main(String[] args) {
		SpringApplication.run(ShopApplication.class, args);
	}

	@Override
	protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
		return builder.sources(ShopApplication.class);
	}

}
