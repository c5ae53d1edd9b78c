package dev.actorspring.demo.readme;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application that the README's Java makes when it is put together.
 */
final class SnippetApplication {

	private static final Pattern TYPE = Pattern.compile("(?m)^(?:public )?(?:class|record|interface) (\\w+)");

	private final Path directory;

	SnippetApplication(Path directory) {
		this.directory = directory;
	}

	void compile() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		List<File> sources = new ArrayList<>();
		for (Readme.Block block : Readme.blocks("java")) {
			Matcher type = TYPE.matcher(block.text());
			assertThat(type.find()).as(block.text()).isTrue();
			sources.add(Files.writeString(this.directory.resolve(type.group(1) + ".java"), block.text()).toFile());
		}
		List<String> options = List.of("-d", this.directory.toString(),
				"-Xlint:all,-auxiliaryclass,-serial,-processing,-classfile", "-Werror", "-proc:none", "--release",
				"21");
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
			assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromFiles(sources))
				.call()).isTrue();
		}
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
