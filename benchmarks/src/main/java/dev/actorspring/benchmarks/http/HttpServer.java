package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application with one of the systems, and with nothing else that is not the same for
 * all.
 */
final class HttpServer {

	private HttpServer() {
	}

	/**
	 * Starts it, says on standard output at which port it listens, and stops it when
	 * there is no more standard input: so it ends with the process that started it.
	 * @param args the name of a {@link HttpSystem}
	 * @throws IOException never
	 */
	public static void main(String[] args) throws IOException {
		try (ConfigurableApplicationContext context = start(HttpSystem.valueOf(args[0]))) {
			System.out.println(ServerProcess.PORT + port(context));
			while (System.in.read() >= 0) {
				continue;
			}
		}
		// Whatever threads a system has left.
		System.exit(0);
	}

	static ConfigurableApplicationContext start(HttpSystem system) {
		return new SpringApplicationBuilder(Application.class, system.component())
			.properties("server.address=127.0.0.1", "server.port=0", "spring.main.banner-mode=off",
					"management.endpoints.web.exposure.include=health,prometheus",
					"spring.main.web-application-type=" + (system.isServlet() ? "servlet" : "reactive"),
					"spring.threads.virtual.enabled=" + system.isServlet(),
					// The connections are kept. Netty has no such limit.
					"server.tomcat.max-keep-alive-requests=-1", "spring.autoconfigure.exclude=" + excluded(system))
			.run();
	}

	/**
	 * Who has no actors of ours does not pay for what comes with them. The server of
	 * WebFlux is Netty, although there is Tomcat for Spring MVC.
	 */
	private static String excluded(HttpSystem system) {
		ImportCandidates all = ImportCandidates.load(AutoConfiguration.class, HttpServer.class.getClassLoader());
		return StreamSupport.stream(all.spliterator(), false)
			.filter((name) -> name.endsWith(".TomcatReactiveWebServerAutoConfiguration")
					|| (!system.isOurs() && name.startsWith("dev.actorspring.")))
			.collect(Collectors.joining(","));
	}

	static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	/**
	 * The application without its system.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
