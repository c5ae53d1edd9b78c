package dev.actorspring.packaging;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.Resource;
import jakarta.el.ELContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The WAR in a Tomcat that knows nothing of Spring.
 */
class WarTests {

	@TempDir
	private Path directory;

	@Test
	void warAnswers_andLeavesNothingWhenItIsRemoved() throws Exception {
		try (JavaProcess tomcat = start()) {
			assertThat(tomcat.post("/shop/tills/1", "{\"amount\":2}")).isEqualTo("{\"from\":\"signboard\",\"sum\":2}");
			tomcat.type("remove");
			String log = tomcat.awaitEnd();
			assertThat(log).doesNotContain("Thread after removal: actor", "appears to have started a thread")
				.doesNotContainPattern("created a ThreadLocal.*actorspring")
				.contains("Collected after removal: true");
		}
	}

	private JavaProcess start() throws Exception {
		String classPath = Stream.of(StandaloneTomcat.class, Tomcat.class, ELContext.class, Resource.class)
			.map(WarTests::location)
			.collect(Collectors.joining(File.pathSeparator));
		// What is only kept as long as there is memory would keep its class loader, too.
		return JavaProcess.start(this.directory, "-XX:SoftRefLRUPolicyMSPerMB=0", "-cp", classPath,
				StandaloneTomcat.class.getName(), this.directory.resolve("tomcat").toString(),
				Packages.war().toString());
	}

	private static String location(Class<?> type) {
		return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
	}

}
