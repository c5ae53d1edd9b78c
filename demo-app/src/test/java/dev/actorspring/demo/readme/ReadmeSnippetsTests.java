package dev.actorspring.demo.readme;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Puts the Java of the README and of docs/guide.md together to an application, and runs
 * it.
 */
class ReadmeSnippetsTests {

	@TempDir
	private Path directory;

	private SnippetApplication application;

	@BeforeEach
	void compile() throws Exception {
		this.application = new SnippetApplication(this.directory);
		this.application.compile();
	}

	@Test
	void applicationRunsWithoutConfiguration() throws Exception {
		Command.requireCurl();
		try (ConfigurableApplicationContext context = this.application.start("")) {
			int port = ((WebServerApplicationContext) context).getWebServer().getPort();
			List<Command> commands = Page.README.commands("Use it in your own application")
				.stream()
				.filter((command) -> !command.isMaven())
				.toList();
			assertThat(commands).isNotEmpty();
			commands.forEach((command) -> command.verify(port));
		}
	}

	@Test
	void applicationRunsWithTheConfiguration() throws Exception {
		for (Page.Block block : configurations()) {
			this.application.start(block.text()).close();
		}
	}

	@Test
	void configurationHasPropertiesThatExist() throws Exception {
		Set<String> known = ConfigurationProperties.all()
			.keySet()
			.stream()
			.map((name) -> name.replace("<name>", "*"))
			.collect(Collectors.toSet());
		assertThat(configurations()).isNotEmpty().allSatisfy((block) -> {
			YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
			yaml.setResources(new ByteArrayResource(block.text().getBytes()));
			assertThat(yaml.getObject().stringPropertyNames()).isNotEmpty()
				.allSatisfy((name) -> assertThat(known)
					.contains(name.replaceAll("^(actor\\.(?:actors|supervisors))\\.[^.]+", "$1.*")));
		});
	}

	private static List<Page.Block> configurations() {
		return Stream.of(Page.README, Page.of("docs/guide.md"))
			.flatMap((page) -> page.blocks("yaml").stream())
			.toList();
	}

}
