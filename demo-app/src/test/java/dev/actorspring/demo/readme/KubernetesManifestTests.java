package dev.actorspring.demo.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The manifest in the documents fits together, and sets properties that exist.
 */
class KubernetesManifestTests {

	private static final List<Map<String, Object>> OBJECTS = new ArrayList<>();

	private static Map<String, String> properties = Map.of();

	@BeforeAll
	static void read() throws Exception {
		properties = ConfigurationProperties.all();
		for (Object each : new Yaml(new SafeConstructor(new LoaderOptions()))
			.loadAll(Files.readString(Page.ROOT.resolve("docs/kubernetes.yaml")))) {
			OBJECTS.add(map(each));
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object value) {
		return (Map<String, Object>) value;
	}

	@SuppressWarnings("unchecked")
	private static List<Object> list(Object value) {
		return (List<Object>) value;
	}

	/**
	 * What is there by a path of names, in which a number is a position.
	 */
	private static Object at(Object from, String path) {
		Object found = from;
		for (String name : path.split("\\.")) {
			found = name.matches("\\d+") ? list(found).get(Integer.parseInt(name)) : map(found).get(name);
			assertThat(found).as(path).isNotNull();
		}
		return found;
	}

	private static Map<String, Object> object(String kind, String name) {
		return OBJECTS.stream()
			.filter((each) -> each.get("kind").equals(kind) && at(each, "metadata.name").equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static Object container(String path) {
		return at(object("Deployment", "shop"), "spec.template.spec.containers.0." + path);
	}

	private static Map<String, String> environment() {
		return list(container("env")).stream()
			.filter((each) -> map(each).containsKey("value"))
			.collect(Collectors.toMap((each) -> at(each, "name").toString(), (each) -> at(each, "value").toString()));
	}

	/** As Spring Boot compares the name of a variable with that of a property. */
	private static String variable(String property) {
		return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
	}

	@Test
	void objectsAreComplete() {
		assertThat(OBJECTS).extracting((each) -> each.get("kind"))
			.containsExactly("Service", "Service", "Deployment", "PodDisruptionBudget", "NetworkPolicy");
		assertThat(OBJECTS).allSatisfy((each) -> {
			assertThat(at(each, "apiVersion").toString()).matches("([a-z0-9.]+/)?v1");
			assertThat(at(each, "metadata.name").toString()).matches("[a-z][a-z-]*");
			assertThat(at(each, "spec")).isNotNull();
		});
	}

	@Test
	void everyVariableIsAProperty() {
		Set<String> known = properties.keySet()
			.stream()
			.map(KubernetesManifestTests::variable)
			.collect(Collectors.toSet());
		assertThat(list(container("env"))).extracting((each) -> at(each, "name").toString())
			.filteredOn((name) -> !name.equals("POD_IP"))
			.isNotEmpty()
			.allSatisfy((name) -> assertThat(known)
				.contains(name.replaceFirst("^(MANAGEMENT_ENDPOINT_HEALTH_GROUP)_.*", "$1")));
	}

	@Test
	void nodesFindEachOtherByTheHeadlessService() {
		Map<String, Object> headless = object("Service", environment().get("ACTOR_CLUSTER_DNS"));
		assertThat(at(headless, "spec.clusterIP")).isEqualTo("None");
		assertThat(at(headless, "spec.publishNotReadyAddresses")).isEqualTo(true);
		assertThat(at(headless, "spec.ports.0.port")).hasToString(properties.get("actor.cluster.port"));
		assertThat(container("ports.1.containerPort")).hasToString(properties.get("actor.cluster.port"));
		assertThat(environment()).containsEntry("ACTOR_CLUSTER_HOST", "$(POD_IP)")
			.containsEntry("ACTOR_CLUSTER_REQUIREDSEEDS", at(object("Deployment", "shop"), "spec.replicas").toString());
		// It can only be used after it was set.
		assertThat(at(list(container("env")).getFirst(), "name")).isEqualTo("POD_IP");
	}

	@Test
	void allSelectTheSamePods() {
		Object labels = at(object("Deployment", "shop"), "spec.template.metadata.labels");
		assertThat(List.of(at(object("Service", "shop"), "spec.selector"),
				at(object("Service", "shop-headless"), "spec.selector"),
				at(object("Deployment", "shop"), "spec.selector.matchLabels"),
				at(object("PodDisruptionBudget", "shop"), "spec.selector.matchLabels"),
				at(object("NetworkPolicy", "shop"), "spec.podSelector.matchLabels"),
				at(object("NetworkPolicy", "shop"), "spec.ingress.1.from.0.podSelector.matchLabels")))
			.containsOnly(labels);
	}

	@Test
	void portsThatAreNamedAreThere() throws IOException {
		Set<Object> names = list(container("ports")).stream()
			.map((port) -> at(port, "name"))
			.collect(Collectors.toSet());
		assertThat(List.of(container("startupProbe.httpGet.port"), container("livenessProbe.httpGet.port"),
				container("readinessProbe.httpGet.port"), at(object("Service", "shop"), "spec.ports.0.targetPort"),
				at(object("Service", "shop-headless"), "spec.ports.0.targetPort"),
				at(object("NetworkPolicy", "shop"), "spec.ingress.0.ports.0.port"),
				at(object("NetworkPolicy", "shop"), "spec.ingress.1.ports.0.port")))
			.isSubsetOf(names);
	}

	@Test
	void nodeHasTheTimeToHandOver() {
		Duration phase = DurationStyle.detectAndParse(environment().get("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE"));
		Duration handOff = DurationStyle.detectAndParse(properties.get("actor.cluster.hand-off-timeout"));
		assertThat(phase).isGreaterThan(handOff);
		assertThat(Duration
			.ofSeconds((int) at(object("Deployment", "shop"), "spec.template.spec.terminationGracePeriodSeconds")))
			.isGreaterThan(phase.multipliedBy(2).plusSeconds(5));
	}

}
