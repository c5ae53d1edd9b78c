package dev.actorspring.demo.readme;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.ClassUtils;

/**
 * The application that the Java of the README and of the guide makes when it is put
 * together.
 */
final class SnippetApplication {

	private final Path directory;

	SnippetApplication(Path directory) {
		this.directory = directory;
	}

	void compile() throws IOException {
		JavaSources.compile(Stream.of(Page.README, Page.of("docs/guide.md"))
			.flatMap((page) -> page.blocks("java").stream())
			.map(Page.Block::text)
			.toList(), this.directory);
	}

	/**
	 * Starts the application.
	 * @param configuration YAML, possibly empty
	 */
	ConfigurableApplicationContext start(String configuration) throws Exception {
		Files.writeString(this.directory.resolve("application.yaml"), configuration);
		ClassLoader classLoader = new URLClassLoader(new URL[] { url() }, getClass().getClassLoader());
		ClassLoader before = ClassUtils.overrideThreadContextClassLoader(classLoader);
		try {
			SpringApplication application = new SpringApplication(new DefaultResourceLoader(classLoader),
					ClassUtils.forName("com.example.Application", classLoader));
			return application.run("--server.port=0", "--spring.config.location=file:" + this.directory + "/");
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	private URL url() throws MalformedURLException {
		return this.directory.toUri().toURL();
	}

}
