package io.sallyport.tck.live;

import io.sallyport.inference.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The platform's ONNX engine out of its own bundle, which lies in this jar: outside a framework, with the jars that it embeds. Native code is loaded once in a JVM. */
final class PlatformEngine {
  private static final String BUNDLE = "/META-INF/sallyport/engine/sallyport-engine-onnx.jar";
  private static final String ENGINE = "io.sallyport.engine.onnx.internal.OnnxEngine";

  private PlatformEngine() {}

  /** @param scratch where jars and native libraries are put */
  static Engine open(Path scratch) throws IOException, ReflectiveOperationException {
    Path bundle = scratch.resolve("engine.jar");
    try (InputStream in = PlatformEngine.class.getResourceAsStream(BUNDLE)) {
      if (in == null) {
        throw new IllegalStateException(BUNDLE + " is missing in this jar");
      }
      Files.copy(in, bundle);
    }
    List<URL> urls = new ArrayList<>(List.of(bundle.toUri().toURL()));
    try (JarFile jar = new JarFile(bundle.toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith("lib/") && entry.getName().endsWith(".jar")) {
          Path inner = scratch.resolve("engine-" + Path.of(entry.getName()).getFileName());
          try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, inner);
          }
          urls.add(inner.toUri().toURL());
        }
      }
    }
    URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), new WithoutEngines(PlatformEngine.class.getClassLoader()));
    Constructor<?> constructor = loader.loadClass(ENGINE).getDeclaredConstructor(Path.class);
    constructor.setAccessible(true);
    return (Engine) constructor.newInstance(scratch.resolve("natives"));
  }

  /** Hides what a class path may have of the same libraries. */
  private static final class WithoutEngines extends ClassLoader {
    private static final List<String> HIDDEN = List.of("io.sallyport.engine.", "ai.djl.", "ai.onnxruntime.");

    WithoutEngines(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (HIDDEN.stream().anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
