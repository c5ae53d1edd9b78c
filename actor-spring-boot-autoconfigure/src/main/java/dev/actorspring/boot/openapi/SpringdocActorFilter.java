package dev.actorspring.boot.openapi;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.actorspring.boot.scope.ActorScope;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.service.OpenAPIService;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Keeps springdoc from taking actors for controllers. It asks the context for all beans
 * with a {@code @RequestMapping}, as objects, and an actor cannot be had as an object. So
 * the context that springdoc sees leaves out the beans of the scope {@code actor}.
 */
final class SpringdocActorFilter implements BeanPostProcessor, ApplicationContextAware {

	private @Nullable ConfigurableApplicationContext context;

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = (ConfigurableApplicationContext) context;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof OpenAPIService service && this.context != null) {
			service.setApplicationContext(withoutActors(this.context));
		}
		return bean;
	}

	private static ApplicationContext withoutActors(ConfigurableApplicationContext context) {
		return (ApplicationContext) Proxy.newProxyInstance(SpringdocActorFilter.class.getClassLoader(),
				new Class<?>[] { ConfigurableApplicationContext.class },
				(proxy, method, arguments) -> answer(context, method, arguments));
	}

	private static @Nullable Object answer(ConfigurableApplicationContext context, Method method,
			Object @Nullable [] arguments) throws Throwable {
		if (method.getName().equals("getBeansWithAnnotation") && arguments != null) {
			return annotated(context, ((Class<?>) arguments[0]).asSubclass(Annotation.class));
		}
		try {
			return method.invoke(context, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static Map<String, Object> annotated(ConfigurableApplicationContext context,
			Class<? extends Annotation> type) {
		Map<String, Object> beans = new LinkedHashMap<>();
		for (String name : context.getBeanNamesForAnnotation(type)) {
			if (!isOfActor(context.getBeanFactory(), name)) {
				beans.put(name, context.getBean(name));
			}
		}
		return beans;
	}

	private static boolean isOfActor(ConfigurableListableBeanFactory beanFactory, String name) {
		return beanFactory.containsBeanDefinition(name)
				&& ActorScope.NAME.equals(beanFactory.getMergedBeanDefinition(name).getScope());
	}

	/**
	 * What a native image has to know.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.proxies().registerJdkProxy(ConfigurableApplicationContext.class);
		}

	}

}
