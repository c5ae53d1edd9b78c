package dev.actorspring.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.actorspring.ActorRef;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.durable.Durable;
import dev.actorspring.stereotype.Actor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The public API is the one that the folder {@code api} has, so that nobody changes it
 * without noticing.
 */
class PublicApiTests {

	private static final Path API = Path.of("../api");

	private static final String HOW_TO_UPDATE = """
			If that is meant, write it down with
			  mvn -pl actor-spring-boot-autoconfigure -am test -Dtest=PublicApiTests \
			-Dsurefire.failIfNoSpecifiedTests=false -Dapi.update=true
			and tell users in CHANGELOG.md.""";

	@ParameterizedTest
	@CsvSource({ "actor-cluster", "actor-core", "actor-durable", "actor-spring-boot-autoconfigure" })
	void apiIsTheOneThatIsWrittenDown(String module) throws Exception {
		Class<?> member = switch (module) {
			case "actor-cluster" -> ClusterNode.class;
			case "actor-core" -> ActorRef.class;
			case "actor-durable" -> Durable.class;
			default -> Actor.class;
		};
		List<String> actual = PublicApi.of(member, (name) -> !name.startsWith("dev.actorspring.engine")
				&& !name.matches("dev\\.actorspring\\.cluster\\.(routing|wire)"));
		Path file = API.resolve(module + ".txt");
		if (Boolean.getBoolean("api.update")) {
			Files.createDirectories(API);
			Files.write(file, actual);
		}
		List<String> before = qualified(Files.readAllLines(file));
		List<String> now = qualified(actual);
		List<String> changes = new ArrayList<>();
		before.stream().filter((line) -> !now.contains(line)).map((line) -> "- " + line).forEach(changes::add);
		now.stream().filter((line) -> !before.contains(line)).map((line) -> "+ " + line).forEach(changes::add);
		assertThat(changes)
			.withFailMessage(() -> "The public API of %s is not that of api/%1$s.txt:%n%n%s%n%n%s".formatted(module,
					String.join("\n", changes), HOW_TO_UPDATE))
			.isEmpty();
	}

	/** Each member with its type. */
	private static List<String> qualified(List<String> lines) {
		List<String> qualified = new ArrayList<>();
		String type = "";
		for (String line : lines) {
			boolean member = line.startsWith("\t");
			type = member ? type : line.replaceFirst("^.*?(@interface|interface|enum|record|class) ([^ <]+).*", "$2");
			qualified.add(member ? type + ": " + line.strip() : line);
		}
		return qualified;
	}

}
