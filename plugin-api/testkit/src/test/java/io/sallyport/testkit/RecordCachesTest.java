package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sallyport.testkit.example.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class RecordCachesTest {
  @Test
  void aLoaderWhoseRecordsWereComparedIsFreed() throws Exception {
    WeakReference<ClassLoader> loader = used();
    Await.until("the loader to be freed", () -> {
      RecordCaches.displace();
      System.gc();
      return loader.get() == null;
    });
  }

  private static WeakReference<ClassLoader> used() throws Exception {
    ClassLoader loader = new Copying();
    Class<?> copy = loader.loadClass(Pair.class.getName());
    assertNotEquals(Pair.class, copy);
    var make = copy.getDeclaredConstructor(copy);
    Object one = make.newInstance(new Object[] {null});
    Object two = make.newInstance(one);
    assertNotEquals(one, two);
    assertEquals(two.hashCode(), make.newInstance(one).hashCode());
    assertEquals("Pair[other=Pair[other=null]]", two.toString());
    return new WeakReference<>(loader);
  }

  /** Defines the record anew. */
  private static final class Copying extends ClassLoader {
    Copying() {
      super(RecordCachesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(Pair.class.getName())) {
        return super.loadClass(name, resolve);
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
