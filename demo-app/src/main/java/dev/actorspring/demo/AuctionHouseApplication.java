package dev.actorspring.demo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.util.ClassUtils;

/**
 * Starts the auction house. Beside its database it writes the number of its process, for
 * whoever wants to kill it. Built with the Maven profile {@code cluster}, it is a node of
 * a cluster, by the Spring profile of the same name.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class AuctionHouseApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(AuctionHouseApplication.class);
		application.addListeners(new ApplicationPidFileWriter("data/auction-house.pid"));
		if (ClassUtils.isPresent("dev.actorspring.cluster.ClusterNode", null)) {
			application.setAdditionalProfiles("cluster");
			shareDatabaseWithThisMachineOnly();
		}
		application.run(args);
	}

	/**
	 * In mixed mode H2 opens a port, on all addresses unless it is told otherwise.
	 */
	private static void shareDatabaseWithThisMachineOnly() {
		if (System.getProperty("h2.bindAddress") == null) {
			System.setProperty("h2.bindAddress", "127.0.0.1");
		}
	}

}
