package dev.actorspring.cluster.pekko;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.cluster.ClusterSettings;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * An application that brings some of Pekko itself.
 */
class MixedVersionsTests {

	@TempDir
	private Path directory;

	@Test
	void otherVersionOnTheClassPathIsSaid() throws Exception {
		Path manifest = Files.writeString(this.directory.resolve("MANIFEST.MF"), """
				Manifest-Version: 1.0
				Implementation-Title: pekko-stream
				Implementation-Vendor-Id: org.apache.pekko
				Implementation-Version: 1.1.0
				""");
		ClusterSettings settings = ClusterSettings.builder("mixed").seeds(List.of("127.0.0.1:1")).build();
		ClassLoader loader = new AddedManifest(getClass().getClassLoader(), manifest.toUri().toURL());
		RuntimeException thrown = catchThrowableOfType(RuntimeException.class, () -> ActorSystem
			.create("mixed",
					ActorSystemSetup.create(BootstrapSetup.create(Optional.of(loader),
							Optional.of(PekkoConfig.of(settings, getClass().getClassLoader())), Optional.empty())))
			.terminate());
		assertThat(RunningNode.explained(settings, thrown)).isInstanceOfSatisfying(ActorConfigurationException.class,
				(ex) -> {
					assertThat(ex).hasMessage("Modules of Pekko with several versions are on the class path");
					assertThat(ex.getAction()).contains("pekko-stream", "1.1.0");
				});
	}

	private static final class AddedManifest extends ClassLoader {

		private final URL manifest;

		AddedManifest(ClassLoader parent, URL manifest) {
			super(parent);
			this.manifest = manifest;
		}

		@Override
		public Enumeration<URL> getResources(String name) throws IOException {
			List<URL> all = new ArrayList<>(Collections.list(super.getResources(name)));
			if (name.equals("META-INF/MANIFEST.MF")) {
				all.removeIf((url) -> url.getPath().contains("/pekko-stream_"));
				all.add(this.manifest);
			}
			return Collections.enumeration(all);
		}

	}

}
