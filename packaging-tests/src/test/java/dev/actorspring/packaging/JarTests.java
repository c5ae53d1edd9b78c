package dev.actorspring.packaging;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The executable jar, and what a JVM makes of it.
 */
class JarTests {

	private static final String PORT = "--server.port=0";

	@TempDir
	private Path directory;

	@Test
	void executableJarAnswers() throws Exception {
		try (JavaProcess shop = JavaProcess.start(this.directory, "-jar", Packages.jar().toString(), PORT)) {
			expectAnswers(shop);
			assertThat(shop.log()).doesNotContain("AOT-processed");
		}
	}

	@Test
	void jarThatIsProcessedAheadOfTimeAnswers() throws Exception {
		Path jar = extract();
		AotProcessing.addTo(this.directory, jar);
		try (JavaProcess shop = JavaProcess.start(this.directory, "-Dspring.aot.enabled=true", "-jar", jar.toString(),
				PORT)) {
			expectAnswers(shop);
			assertThat(shop.log()).contains("Starting AOT-processed ShopApplication");
		}
	}

	@Test
	void classesAreSharedFromAnArchive() throws Exception {
		Path jar = extract();
		// It builds on that of the JDK, which not every runtime has.
		JavaProcess.run(this.directory, "-Xshare:dump", "-XX:SharedArchiveFile=jdk.jsa");
		JavaProcess.run(this.directory, "-XX:SharedArchiveFile=jdk.jsa", "-XX:ArchiveClassesAtExit=shop.jsa",
				"-Dspring.context.exit=onRefresh", "-jar", jar.toString(), PORT);
		expectSharedClasses("-XX:SharedArchiveFile=jdk.jsa" + File.pathSeparator + "shop.jsa", "-Xshare:on", "-jar",
				jar.toString(), PORT);
	}

	@Test
	@EnabledForJreRange(minVersion = 25, disabledReason = "before Java 25 it takes two steps to make an AOT cache")
	void classesAreLinkedInAnAotCache() throws Exception {
		Path jar = extract();
		JavaProcess.run(this.directory, "-XX:AOTCacheOutput=shop.aot", "-Dspring.context.exit=onRefresh", "-jar",
				jar.toString(), PORT);
		expectSharedClasses("-XX:AOTCache=shop.aot", "-XX:AOTMode=on", "-jar", jar.toString(), PORT);
	}

	private Path extract() throws Exception {
		JavaProcess.run(this.directory, "-Djarmode=tools", "-jar", Packages.jar().toString(), "extract",
				"--destination", "extracted");
		return Path.of("extracted").resolve(Packages.jar().getFileName());
	}

	private void expectSharedClasses(String... arguments) throws Exception {
		Path classes = this.directory.resolve("classes.txt");
		String[] all = new String[arguments.length + 1];
		all[0] = "-Xlog:class+load:file=" + classes;
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		try (JavaProcess shop = JavaProcess.start(this.directory, all)) {
			expectAnswers(shop);
		}
		List<String> loaded = Files.readAllLines(classes);
		for (String type : List.of("dev.actorspring.engine.ActorCell", "dev.actorspring.boot.discovery.ActorDiscovery",
				Till.class.getName())) {
			assertThat(loaded).filteredOn((line) -> line.contains(" " + type + " "))
				.singleElement()
				.asString()
				.contains("source: shared objects file");
		}
	}

	private static void expectAnswers(JavaProcess shop) throws Exception {
		assertThat(shop.post("/tills/1", "{\"amount\":2}")).isEqualTo("{\"from\":\"signboard\",\"sum\":2}");
		assertThat(shop.post("/tills/1", "{\"amount\":3}")).isEqualTo("{\"from\":\"signboard\",\"sum\":5}");
	}

}
