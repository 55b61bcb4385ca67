package io.sallyport.testkit;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.util.Map;

/**
 * What the JDK remembers of the last record whose methods it made: {@link ObjectMethods} keeps one type per handle, and with it, for as long as
 * no other record comes along, the class loader of the record's components (seen in a heap dump, JDK 17).
 */
final class RecordCaches {
  private record Displacing(Displacing other) {}

  private static final Map<String, MethodType> METHODS = Map.of("hashCode", MethodType.methodType(int.class, Displacing.class),
      "equals", MethodType.methodType(boolean.class, Displacing.class, Object.class), "toString", MethodType.methodType(String.class, Displacing.class));

  private RecordCaches() {}

  /** Has it remember a record of the testkit instead. */
  static void displace() {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      MethodHandle getter = lookup.findGetter(Displacing.class, "other", Displacing.class);
      for (Map.Entry<String, MethodType> method : METHODS.entrySet()) {
        ObjectMethods.bootstrap(lookup, method.getKey(), method.getValue(), Displacing.class, "other", getter);
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
