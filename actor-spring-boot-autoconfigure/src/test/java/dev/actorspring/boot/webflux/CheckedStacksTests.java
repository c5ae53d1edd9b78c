package dev.actorspring.boot.webflux;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing that is checked on one stack is left out on another.
 */
class CheckedStacksTests {

	@ParameterizedTest
	@ValueSource(classes = { ServletStackTests.class, ServletStackOnVirtualThreadsTests.class })
	void eachContractIsCheckedOnSpringMvc(Class<?> stack) {
		Set<String> contracts = new ClassFileImporter().importPackagesOf(getClass())
			.stream()
			.filter((type) -> type.getPackageName().equals(getClass().getPackageName()))
			.map(JavaClass::reflect)
			.filter((type) -> Arrays.stream(type.getDeclaredAnnotationsByType(ExtendWith.class))
				.anyMatch((extended) -> List.of(extended.value()).contains(CheckedStacks.class)))
			.map(Class::getName)
			.collect(Collectors.toSet());
		assertThat(contracts).hasSizeGreaterThan(8);
		assertThat(Arrays.stream(stack.getDeclaredClasses()).map((nested) -> nested.getSuperclass().getName()))
			.containsExactlyInAnyOrderElementsOf(contracts);
	}

}
