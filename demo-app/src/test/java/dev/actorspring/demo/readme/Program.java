package dev.actorspring.demo.readme;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A program of a page, with what the page says that it prints.
 *
 * @param source the Java file
 * @param output what it prints
 */
record Program(String source, String output) {

	private static final Pattern MAIN = Pattern
		.compile("(?ms)^(?:public )?(?:final )?class (\\w+) \\{(?:(?!^}).)*? static void main\\(");

	/**
	 * The programs of a page: each is Java with a main method, and the text that follows
	 * it is its output.
	 */
	static List<Program> parse(Page page) {
		List<Program> programs = new ArrayList<>();
		List<Page.Block> blocks = page.blocks();
		for (int i = 0; i < blocks.size(); i++) {
			if (blocks.get(i).language().equals("java")) {
				assertThat(blocks.get(i + 1).language()).as("after " + blocks.get(i)).isEqualTo("text");
				programs.add(new Program(blocks.get(i).text(), blocks.get(i + 1).text()));
			}
		}
		return programs;
	}

	/**
	 * The class with the main method.
	 */
	String name() {
		Matcher main = MAIN.matcher(this.source);
		assertThat(main.find()).as("main method in " + this.source).isTrue();
		return main.group(1);
	}

	/**
	 * Compiles and runs it.
	 * @param directory where to put its files
	 * @return what it has written
	 */
	Written run(Path directory) throws Exception {
		JavaSources.compile(List.of(this.source), directory);
		String[] args = { "--spring.config.location=file:" + directory + "/", "--spring.main.banner-mode=off" };
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		PrintStream out = System.out;
		Logger log = (Logger) LoggerFactory.getLogger("dev.actorspring");
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		try (URLClassLoader classLoader = new URLClassLoader(new URL[] { directory.toUri().toURL() },
				getClass().getClassLoader())) {
			Method main = ClassUtils.forName("com.example." + name(), classLoader)
				.getDeclaredMethod("main", String[].class);
			main.setAccessible(true);
			ClassLoader before = ClassUtils.overrideThreadContextClassLoader(classLoader);
			System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
			log.setAdditive(false);
			log.addAppender(lines);
			System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
			try {
				main.invoke(null, (Object) args);
			}
			finally {
				System.setOut(out);
				log.detachAppender(lines);
				log.setAdditive(true);
				System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
				Thread.currentThread().setContextClassLoader(before);
			}
		}
		return new Written(printed.toString(StandardCharsets.UTF_8),
				List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList());
	}

	@Override
	public String toString() {
		return name();
	}

	/**
	 * What a program has written.
	 *
	 * @param printed to its output
	 * @param log the messages to its log
	 */
	record Written(String printed, List<String> log) {

	}

}
