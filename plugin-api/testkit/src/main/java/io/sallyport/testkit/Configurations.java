package io.sallyport.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Configurations of the framework. Config Admin is called by reflection: its classes in the framework are others than those that the
 * test's class path may have.
 */
final class Configurations {
  private static final String ADMIN = "org.osgi.service.cm.ConfigurationAdmin";
  /** Any bundle may read it, so that two versions can. */
  private static final String ANYWHERE = "?";

  private final BundleContext context;

  Configurations(BundleContext context) {
    this.context = context;
  }

  void set(String pid, Map<String, ?> values) {
    update(call(admin(), "getConfiguration", new Class<?>[] {String.class, String.class}, pid, ANYWHERE), values);
  }

  void set(String factoryPid, String name, Map<String, ?> values) {
    update(call(admin(), "getFactoryConfiguration", new Class<?>[] {String.class, String.class, String.class}, factoryPid, name, ANYWHERE), values);
  }

  void delete(String pid) {
    call(call(admin(), "getConfiguration", new Class<?>[] {String.class, String.class}, pid, ANYWHERE), "delete", new Class<?>[0]);
  }

  private static void update(Object configuration, Map<String, ?> values) {
    call(configuration, "update", new Class<?>[] {Dictionary.class}, new Hashtable<>(values));
  }

  private Object admin() {
    try {
      ServiceReference<?>[] found = context.getAllServiceReferences(ADMIN, null);
      if (found == null) {
        throw new IllegalStateException("there is no " + ADMIN);
      }
      return context.getService(found[0]);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object call(Object target, String name, Class<?>[] types, Object... arguments) {
    try {
      Method method = target.getClass().getMethod(name, types);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(name + ": " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
