package dev.actorspring.boot;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * The main classes of this module, without those of the core.
 */
final class ModuleClasses {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.actorspring.boot", "dev.actorspring.stereotype");

	private ModuleClasses() {
	}

	static JavaClasses get() {
		return CLASSES;
	}

}
