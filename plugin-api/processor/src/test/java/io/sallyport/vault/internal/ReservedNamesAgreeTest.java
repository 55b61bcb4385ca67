package io.sallyport.vault.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.trust.RefusedException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The names that the processor and the importer keep for the platform are the same. */
class ReservedNamesAgreeTest {
  @Test
  void reservedNamesAreTheSame() throws ReflectiveOperationException {
    Class<?> names = Class.forName("io.sallyport.processor.PackageNames");
    assertEquals(set(ReservedNames.class, "PLATFORM"), set(names, "RESERVED"));
    Method isReserved = names.getDeclaredMethod("isReserved", String.class);
    isReserved.setAccessible(true);
    for (String name : new String[] {"sallyport", "sallyport-x", "vault"}) {
      assertEquals(true, isReserved.invoke(null, name));
      assertThrows(RefusedException.class, () -> ReservedNames.requireFree(name, "test"));
    }
    for (String name : new String[] {"acme-limits", "sallyporter"}) {
      assertEquals(false, isReserved.invoke(null, name));
      ReservedNames.requireFree(name, "test");
    }
  }

  private static Set<?> set(Class<?> type, String field) throws ReflectiveOperationException {
    Field found = type.getDeclaredField(field);
    found.setAccessible(true);
    return (Set<?>) found.get(null);
  }
}
