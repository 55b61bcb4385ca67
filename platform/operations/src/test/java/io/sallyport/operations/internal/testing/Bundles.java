package io.sallyport.operations.internal.testing;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** Bundles that have a name, a version and headers, and nothing else. */
public final class Bundles {
  private Bundles() {}

  public static Bundle of(String symbolicName, Map<String, String> headers) {
    return (Bundle) Proxy.newProxyInstance(Bundles.class.getClassLoader(), new Class<?>[] {Bundle.class}, (self, method, arguments) -> switch (method.getName()) {
      case "getSymbolicName" -> symbolicName;
      case "getVersion" -> new Version(1, 0, 0);
      case "getHeaders" -> new Hashtable<>(headers);
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      case "toString" -> symbolicName;
      default -> throw new UnsupportedOperationException(method.getName());
    });
  }
}
