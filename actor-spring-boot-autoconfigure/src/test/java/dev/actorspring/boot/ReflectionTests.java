package dev.actorspring.boot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A native image is told of all that the modules reach by reflection, by the service
 * loader and as a resource. Whoever reaches more adds a line here, and a hint.
 */
class ReflectionTests {

	/** Where what a class reaches is registered, or why it need not be. */
	private static final Map<String, String> KNOWN = Map.ofEntries(
			Map.entry("dev.actorspring.protocol.HandlerParameters", "ActorHints"),
			Map.entry("dev.actorspring.protocol.StateCalls", "ActorHints"),
			Map.entry("dev.actorspring.durable.codec.DeclineShape", "ActorHints"),
			Map.entry("dev.actorspring.durable.codec.DeclineShape$Source", "ActorHints"),
			Map.entry("dev.actorspring.durable.codec.OutcomeType", "ActorHints"),
			Map.entry("dev.actorspring.durable.codec.SerializedDecline$Known", "ActorHints"),
			Map.entry("dev.actorspring.durable.codec.RecordShape", "ActorHints"),
			Map.entry("dev.actorspring.durable.runtime.KeyedRequest", "ActorHints"),
			Map.entry("dev.actorspring.durable.codec.Upcasters", "DiscoveredState"),
			Map.entry("dev.actorspring.durable.jdbc.ActorSchema", "SchemaHints"),
			Map.entry("dev.actorspring.system.ActorSystem", "EngineHints"),
			Map.entry("dev.actorspring.boot.actors.EngineHints", "only while it is built"),
			Map.entry("dev.actorspring.boot.openapi.SpringdocActorFilter", "SpringdocActorFilter.Hints"),
			Map.entry("dev.actorspring.boot.actuate.observer.ObserverFile", "ObserverHints"),
			Map.entry("dev.actorspring.boot.actuate.observer.ObserverPage", "ObserverHints"),
			Map.entry("dev.actorspring.boot.diagnostics.DuplicateActorFailureAnalyzer", "only while it is built"),
			Map.entry("dev.actorspring.durable.test.StateSamples", "only in tests"),
			Map.entry("dev.actorspring.cluster.ClusterNode", "nodes are not for native images"));

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.actorspring");

	@Test
	void everyUseOfReflectionIsKnown() {
		assertThat(classesThatCall(ReflectionTests::isReflective)).containsExactlyInAnyOrderElementsOf(KNOWN.keySet());
	}

	/**
	 * {@code native-image} finds the fields of variable handles by itself where class and
	 * name are constants, as in a static initializer.
	 */
	@Test
	void handlesOfVariablesAreLookedUpInStaticInitializers() {
		assertThat(this.classes.stream()
			.flatMap((type) -> type.getCodeUnitCallsFromSelf().stream())
			.filter((call) -> call.getTarget().getName().equals("findVarHandle"))).isNotEmpty()
			.allMatch((call) -> call.getOrigin().getName().equals("<clinit>"));
	}

	@Test
	void classesThatMayBeAbsentAreFoundByName() throws Exception {
		RuntimeHints hints = new RuntimeHints();
		registrar("dev.actorspring.boot.actors.EngineHints").registerHints(hints, null);
		Set<String> names = new TreeSet<>();
		for (String type : classesThatCall((target) -> target.getName().equals("isPresent")
				&& target.getOwner().getFullName().equals(ClassUtils.class.getName()))) {
			names.addAll(namesAskedFor(type));
		}
		// Of Kotlin, as that would make all of these tests those of a Kotlin application.
		assertThat(names.remove("tools.jackson.module.kotlin.KotlinModule")).isTrue();
		assertThat(names).hasSizeGreaterThan(5).allSatisfy((name) -> {
			assertThat(ClassUtils.isPresent(name, null)).as(name).isTrue();
			assertThat(RuntimeHintsPredicates.reflection().onType(Class.forName(name))).as(name).accepts(hints);
		});
	}

	@Test
	void engineIsFoundByTheServiceLoader() throws Exception {
		RuntimeHints hints = new RuntimeHints();
		registrar("dev.actorspring.boot.actors.EngineHints").registerHints(hints, null);
		Class<?> engine = Class.forName("dev.actorspring.engine.LocalActorSystemBuilder");
		assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(engine.getDeclaredConstructor()))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.resource()
			.forResource("META-INF/services/dev.actorspring.system.ActorSystemBuilder")).accepts(hints);
	}

	private static RuntimeHintsRegistrar registrar(String name) throws Exception {
		return (RuntimeHintsRegistrar) BeanUtils.instantiateClass(Class.forName(name));
	}

	private Set<String> classesThatCall(Predicate<CodeUnitCallTarget> which) {
		Set<String> found = new TreeSet<>();
		for (JavaClass type : this.classes) {
			if (type.getCodeUnitCallsFromSelf().stream().anyMatch((call) -> which.test(call.getTarget()))) {
				found.add(type.getName());
			}
		}
		return found;
	}

	private static boolean isReflective(CodeUnitCallTarget target) {
		String name = target.getName();
		return switch (target.getOwner().getFullName()) {
			case "java.io.ObjectInputStream", "org.springframework.core.io.ClassPathResource" -> name.equals("<init>");
			case "java.lang.Class", "java.lang.ClassLoader" ->
				name.equals("forName") || name.equals("loadClass") || name.startsWith("getResource");
			case "java.lang.invoke.MethodHandles$Lookup" ->
				!name.equals("findVarHandle") && !name.equals("lookupClass");
			case "java.lang.reflect.Constructor" -> name.equals("newInstance");
			case "java.lang.reflect.Field" -> name.startsWith("get") && name.length() == 3 || name.startsWith("set");
			case "java.lang.reflect.Method" -> name.equals("invoke");
			case "java.lang.reflect.Proxy" -> name.equals("newProxyInstance");
			case "java.util.ServiceLoader" -> name.equals("load");
			case "org.springframework.util.ClassUtils" -> name.equals("forName");
			case "org.springframework.util.ReflectionUtils" -> name.equals("invokeMethod") || name.equals("getField");
			default -> false;
		};
	}

	private static Set<String> namesAskedFor(String type) throws IOException {
		Set<String> names = new TreeSet<>();
		try (InputStream file = ReflectionTests.class
			.getResourceAsStream("/" + ClassUtils.convertClassNameToResourcePath(type) + ".class")) {
			new ClassReader(file).accept(new ClassVisitor(SpringAsmInfo.ASM_VERSION) {

				@Override
				public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
						String[] exceptions) {
					return new NamesAskedFor(names);
				}

			}, 0);
		}
		return names;
	}

	/**
	 * Collects the last text before each question.
	 */
	private static final class NamesAskedFor extends MethodVisitor {

		private final Set<String> names;

		private String text = "";

		NamesAskedFor(Set<String> names) {
			super(SpringAsmInfo.ASM_VERSION);
			this.names = names;
		}

		@Override
		public void visitLdcInsn(Object value) {
			if (value instanceof String string) {
				this.text = string;
			}
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
			if (name.equals("isPresent") && owner.equals("org/springframework/util/ClassUtils")) {
				this.names.add(this.text);
			}
		}

	}

}
