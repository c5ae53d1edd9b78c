package dev.actorspring.boot;

import java.io.IOException;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * What others can see of a module: its public types, with their public and protected
 * members, in a text whose order is always the same.
 */
final class PublicApi {

	private PublicApi() {
	}

	/**
	 * The text, type by type, members indented.
	 * @param member any class of the module
	 * @param packages which packages are public
	 */
	static List<String> of(Class<?> member, Predicate<String> packages) throws Exception {
		List<String> lines = new ArrayList<>();
		for (String name : classNames(member)) {
			Class<?> type = ClassUtils.forName(name, member.getClassLoader());
			if (isVisible(type) && packages.test(type.getPackageName())) {
				lines.add(header(type));
				members(type).map((line) -> "\t" + line).sorted().forEach(lines::add);
			}
		}
		return lines;
	}

	private static List<String> classNames(Class<?> member) throws IOException, URISyntaxException {
		URI location = member.getProtectionDomain().getCodeSource().getLocation().toURI();
		if (location.getPath().endsWith("/")) {
			return classNames(Path.of(location));
		}
		try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + location), Map.of())) {
			return classNames(jar.getPath("/"));
		}
	}

	private static List<String> classNames(Path root) throws IOException {
		try (Stream<Path> files = Files.walk(root)) {
			return files.map((file) -> root.relativize(file).toString())
				.filter((file) -> file.endsWith(".class") && !file.endsWith("-info.class"))
				.map((file) -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
				.sorted()
				.toList();
		}
	}

	private static boolean isVisible(Class<?> type) {
		Class<?> outer = type.getDeclaringClass();
		return (outer == null) ? Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass()
				: isVisible(outer, type.getModifiers()) && isVisible(outer);
	}

	/** Whether others see what has these modifiers. */
	private static boolean isVisible(Class<?> declaring, int modifiers) {
		return Modifier.isPublic(modifiers)
				|| (Modifier.isProtected(modifiers) && !Modifier.isFinal(declaring.getModifiers()));
	}

	private static String header(Class<?> type) {
		String kind = type.isAnnotation() ? "@interface"
				: type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
		StringBuilder header = new StringBuilder(modifiers(type)).append(kind).append(' ').append(type.getName());
		header.append(parameters(type));
		if (!type.isInterface() && !type.isEnum() && !type.isRecord() && type.getSuperclass() != Object.class) {
			header.append(" extends ").append(text(type.getAnnotatedSuperclass()));
		}
		if (type.getInterfaces().length > 0 && !type.isAnnotation()) {
			header.append(type.isInterface() ? " extends " : " implements ")
				.append(texts(type.getAnnotatedInterfaces()));
		}
		if (isSealed(type)) {
			header.append(Stream.of(type.getPermittedSubclasses())
				.filter(PublicApi::isVisible)
				.map(Class::getName)
				.sorted()
				.collect(Collectors.joining(", ", " permits ", "")));
		}
		return header.toString();
	}

	private static String modifiers(Class<?> type) {
		int modifiers = type.getModifiers();
		StringBuilder text = new StringBuilder();
		text.append(Modifier.isProtected(modifiers) ? "protected " : "");
		text.append(isSealed(type) ? "sealed " : "");
		if (!type.isInterface() && !type.isEnum()) {
			text.append(Modifier.isAbstract(modifiers) ? "abstract " : "");
			text.append((Modifier.isFinal(modifiers) && !type.isRecord()) ? "final " : "");
		}
		return text.toString();
	}

	/** An enum is, too, if one of its constants has a body. */
	private static boolean isSealed(Class<?> type) {
		return type.isSealed() && !type.isEnum();
	}

	private static Stream<String> members(Class<?> type) {
		Stream<String> fields = Stream.of(type.getDeclaredFields())
			.filter((field) -> !field.isSynthetic() && isVisible(type, field.getModifiers()))
			.map(PublicApi::field);
		Stream<String> constructors = Stream.of(type.getDeclaredConstructors())
			.filter((constructor) -> !constructor.isSynthetic() && isVisible(type, constructor.getModifiers()))
			.map(PublicApi::constructor);
		Stream<String> methods = Stream.of(type.getDeclaredMethods())
			.filter((method) -> !method.isSynthetic() && isVisible(type, method.getModifiers()))
			.filter((method) -> !isOfEveryType(type, method))
			.map(PublicApi::method);
		return Stream.of(fields, constructors, methods).flatMap((each) -> each);
	}

	private static boolean isOfEveryType(Class<?> type, Method method) {
		boolean generated = type.isEnum() && List.of("values", "valueOf").contains(method.getName());
		return generated || Stream.of(Object.class.getMethods())
			.anyMatch((each) -> each.getName().equals(method.getName())
					&& Arrays.equals(each.getParameterTypes(), method.getParameterTypes()));
	}

	private static String field(Field field) {
		if (field.isEnumConstant()) {
			return field.getName();
		}
		return modifiers(field.getModifiers() & ~Modifier.TRANSIENT) + field.getName() + ": "
				+ text(field.getAnnotatedType()) + constant(field);
	}

	/** The value that compilers copy to where it is used. */
	private static String constant(Field field) {
		boolean copied = Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers())
				&& (field.getType().isPrimitive() || field.getType() == String.class);
		try {
			return copied ? " = " + field.get(null) : "";
		}
		catch (IllegalAccessException ex) {
			return "";
		}
	}

	private static String constructor(Constructor<?> constructor) {
		return modifiers(constructor.getModifiers()) + signature(constructor, "<init>");
	}

	private static String method(Method method) {
		int modifiers = method.getModifiers() & ~(Modifier.SYNCHRONIZED | Modifier.TRANSIENT | Modifier.VOLATILE);
		String kind = method.isDefault() ? "default " : "";
		String value = (method.getDefaultValue() != null) ? " default " + value(method.getDefaultValue()) : "";
		return modifiers(modifiers) + kind + signature(method, method.getName()) + ": "
				+ text(method.getAnnotatedReturnType()) + value;
	}

	private static String value(Object value) {
		return (value instanceof Object[] array) ? Arrays.toString(array)
				: (value instanceof String text) ? '"' + text + '"' : value.toString();
	}

	private static String signature(Executable executable, String name) {
		String thrown = (executable.getExceptionTypes().length > 0)
				? " throws " + texts(executable.getAnnotatedExceptionTypes()) : "";
		String parameters = parameters(executable);
		return (parameters.isEmpty() ? "" : parameters + " ") + name + "("
				+ texts(executable.getAnnotatedParameterTypes()) + ")" + thrown;
	}

	private static String modifiers(int modifiers) {
		String text = Modifier.toString(modifiers & ~Modifier.PUBLIC);
		return text.isEmpty() ? "" : text + " ";
	}

	private static String parameters(GenericDeclaration declaration) {
		return (declaration.getTypeParameters().length == 0) ? ""
				: Stream.of(declaration.getTypeParameters())
					.map(PublicApi::parameter)
					.collect(Collectors.joining(", ", "<", ">"));
	}

	private static String parameter(TypeVariable<?> variable) {
		String bounds = Stream.of(variable.getAnnotatedBounds())
			.map(PublicApi::text)
			.filter((bound) -> !bound.equals("Object"))
			.collect(Collectors.joining(" & "));
		return bounds.isEmpty() ? variable.getName() : variable.getName() + " extends " + bounds;
	}

	private static String texts(AnnotatedType[] types) {
		return Stream.of(types).map(PublicApi::text).collect(Collectors.joining(", "));
	}

	private static String text(AnnotatedType type) {
		String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
		return switch (type) {
			case AnnotatedArrayType array ->
				text(array.getAnnotatedGenericComponentType()) + (nullable.isEmpty() ? "" : " @Nullable ") + "[]";
			case AnnotatedParameterizedType parameterized ->
				nullable + name(((ParameterizedType) parameterized.getType()).getRawType()) + "<"
						+ texts(parameterized.getAnnotatedActualTypeArguments()) + ">";
			case AnnotatedWildcardType wildcard -> wildcard(wildcard);
			default -> nullable + name(type.getType());
		};
	}

	private static String wildcard(AnnotatedWildcardType wildcard) {
		if (wildcard.getAnnotatedLowerBounds().length > 0) {
			return "? super " + texts(wildcard.getAnnotatedLowerBounds());
		}
		String bounds = texts(wildcard.getAnnotatedUpperBounds());
		return bounds.equals("Object") ? "?" : "? extends " + bounds;
	}

	private static String name(Type type) {
		return type.getTypeName().replaceFirst("^java\\.lang\\.(?=[A-Z])", "");
	}

}
