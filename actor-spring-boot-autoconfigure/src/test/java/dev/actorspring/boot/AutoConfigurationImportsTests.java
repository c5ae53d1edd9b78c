package dev.actorspring.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class AutoConfigurationImportsTests {

	private static final Path IMPORTS = Path
		.of("target/classes/META-INF/spring/" + AutoConfiguration.class.getName() + ".imports");

	@Test
	void importsListEveryAutoConfigurationInOrder() throws IOException {
		List<String> autoConfigurations = ModuleClasses.get()
			.stream()
			.filter((javaClass) -> javaClass.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.sorted()
			.toList();
		assertThat(Files.readAllLines(IMPORTS)).containsExactlyElementsOf(autoConfigurations);
	}

}
