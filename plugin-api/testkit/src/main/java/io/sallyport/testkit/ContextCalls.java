package io.sallyport.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

/**
 * The part of a bundle context that works without a framework: registering services, which nobody calls; the bundle's name, version and
 * headers; the property {@code sallyport.data}. Everything else refuses with a sentence. Thread-safe.
 */
final class ContextCalls implements InvocationHandler {
  private final TestPackage owner;
  private final Path data;
  private final List<Registration> registered = new ArrayList<>();
  private final BundleContext context = proxy(BundleContext.class, this);
  private final Bundle bundle = proxy(Bundle.class, this::bundle);

  ContextCalls(TestPackage owner, Path data) {
    this.owner = owner;
    this.data = data;
  }

  BundleContext context() {
    return context;
  }

  /** Finds services that are left. */
  void inspect(Findings findings) {
    List<Registration> left;
    synchronized (registered) {
      left = List.copyOf(registered);
    }
    left.forEach(registration -> findings.add(owner + " left a service registered: " + registration.names));
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "registerService" -> register(arguments[0], (Dictionary<?, ?>) arguments[2]);
      case "getProperty" -> "sallyport.data".equals(arguments[0]) ? data.toString() : System.getProperty((String) arguments[0]);
      case "getBundle" -> here(arguments == null, method, bundle);
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      case "toString" -> "context of " + owner;
      default -> throw absent(method);
    };
  }

  private Object bundle(Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "getSymbolicName" -> owner.name();
      case "getVersion" -> Version.parseVersion(owner.version());
      case "getHeaders" -> new Hashtable<>(Map.of("Sallyport-Package", owner.name() + ";version=" + owner.version()));
      case "getBundleContext" -> context;
      case "getBundleId" -> 1L;
      case "getState" -> Bundle.ACTIVE;
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      case "toString" -> owner.toString();
      default -> throw absent(method);
    };
  }

  private ServiceRegistration<?> register(Object names, Dictionary<?, ?> properties) {
    List<String> classes = names instanceof Class<?> type ? List.of(type.getName()) : names instanceof String name ? List.of(name) : List.of((String[]) names);
    Registration registration = new Registration(classes);
    registration.properties(properties);
    synchronized (registered) {
      registered.add(registration);
    }
    return proxy(ServiceRegistration.class, registration);
  }

  private static Object here(boolean implemented, Method method, Object value) {
    if (!implemented) {
      throw absent(method);
    }
    return value;
  }

  private static UnsupportedOperationException absent(Method method) {
    return new UnsupportedOperationException(method.getDeclaringClass().getSimpleName() + "." + method.getName()
        + " needs a framework: test the packaged bundle with FrameworkPlatform");
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(ContextCalls.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** One registered service. */
  private final class Registration implements InvocationHandler {
    private final List<String> names;
    private final ServiceReference<?> reference = proxy(ServiceReference.class, this);
    private volatile Map<String, Object> properties = Map.of();
    private volatile boolean gone;

    Registration(List<String> names) {
      this.names = names;
    }

    void properties(Dictionary<?, ?> values) {
      Map<String, Object> map = new HashMap<>();
      for (Object key : values == null ? List.of() : Collections.list(values.keys())) {
        map.put((String) key, values.get(key));
      }
      map.put("objectClass", names.toArray(String[]::new));
      properties = Map.copyOf(map);
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) {
      return switch (method.getName()) {
        case "setProperties" -> set((Dictionary<?, ?>) arguments[0]);
        case "getReference" -> reference;
        case "unregister" -> unregister();
        case "getProperty" -> properties.get(arguments[0]);
        case "getPropertyKeys" -> properties.keySet().toArray(String[]::new);
        case "getBundle" -> gone ? null : bundle;
        case "equals" -> self == arguments[0];
        case "hashCode" -> System.identityHashCode(self);
        case "toString" -> Arrays.toString(names.toArray());
        default -> throw absent(method);
      };
    }

    private Object set(Dictionary<?, ?> values) {
      requireRegistered();
      properties(values);
      return null;
    }

    private Object unregister() {
      requireRegistered();
      synchronized (registered) {
        registered.remove(this);
      }
      gone = true;
      return null;
    }

    private void requireRegistered() {
      if (gone) {
        throw new IllegalStateException("the service " + names + " is no longer registered");
      }
    }
  }
}
