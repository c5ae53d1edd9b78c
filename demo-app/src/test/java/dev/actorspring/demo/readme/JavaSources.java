package dev.actorspring.demo.readme;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Java that stands in a page, as files for the compiler.
 */
final class JavaSources {

	private static final Pattern TYPE = Pattern
		.compile("(?m)^(?:public )?(?:final )?(?:class|record|interface) (\\w+)");

	private JavaSources() {
	}

	/**
	 * Compiles without a warning, or fails.
	 * @param sources the text of each file
	 * @param directory where the sources and the classes go
	 */
	static void compile(List<String> sources, Path directory) throws IOException {
		assumeThat(ToolProvider.getSystemJavaCompiler()).as("a compiler, which a JRE has not").isNotNull();
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		List<File> files = new ArrayList<>();
		for (String source : sources) {
			Matcher type = TYPE.matcher(source);
			assertThat(type.find()).as(source).isTrue();
			files.add(Files.writeString(directory.resolve(type.group(1) + ".java"), source).toFile());
		}
		List<String> options = List.of("-d", directory.toString(),
				"-Xlint:all,-auxiliaryclass,-serial,-processing,-classfile", "-Werror", "-proc:none", "--release",
				"21");
		try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
			assertThat(compiler.getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromFiles(files))
				.call()).isTrue();
		}
	}

}
