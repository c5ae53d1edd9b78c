package dev.actorspring.boot.webflux;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing that is checked on one stack is left out on another.
 */
class CheckedStacksTests {

	@ParameterizedTest
	@CsvSource({ "ServletStackTests, '', 8", "ServletStackOnVirtualThreadsTests, '', 8", "ServletStackTests, .load, 0",
			"ServletStackOnVirtualThreadsTests, .load, 0" })
	void eachContractIsCheckedOnSpringMvc(String stack, String folder, int more) throws Exception {
		String inPackage = getClass().getPackageName() + folder;
		Set<String> contracts = new ClassFileImporter().importPackages(inPackage)
			.stream()
			.filter((type) -> type.getPackageName().equals(inPackage))
			.map(JavaClass::reflect)
			.filter((type) -> Arrays.stream(type.getDeclaredAnnotationsByType(ExtendWith.class))
				.anyMatch((extended) -> List.of(extended.value()).contains(CheckedStacks.class)))
			.map(Class::getName)
			.collect(Collectors.toSet());
		assertThat(contracts).hasSizeGreaterThan(more);
		assertThat(Arrays.stream(Class.forName(inPackage + "." + stack).getDeclaredClasses())
			.map((nested) -> nested.getSuperclass().getName())).containsExactlyInAnyOrderElementsOf(contracts);
	}

}
