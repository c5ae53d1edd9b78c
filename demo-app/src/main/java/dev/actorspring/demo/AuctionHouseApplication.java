package dev.actorspring.demo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts the auction house. Beside its database it writes the number of its process, for
 * whoever wants to kill it.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class AuctionHouseApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(AuctionHouseApplication.class);
		application.addListeners(new ApplicationPidFileWriter("data/auction-house.pid"));
		application.run(args);
	}

}
