package io.sallyport.engine.onnx.internal;

import ai.onnxruntime.OrtEnvironment;
import io.sallyport.engine.onnx.internal.trial.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/**
 * The class path of the child process of a trial. In an appliance it is made of this very bundle's classes, whose bytes the gate has verified; outside of
 * a framework it is where the classes at hand come from. Thread-safe.
 */
final class ChildCode {
  private static final String JAR = "trial.jar";
  private static final List<String> PACKAGES = List.of("ai/onnxruntime", "io/sallyport/engine/onnx/internal/trial");

  private final Optional<Bundle> bundle;

  ChildCode(Optional<Bundle> bundle) {
    this.bundle = bundle;
  }

  /** @param folder of the child, for what has to be written */
  String classPath(Path folder) throws IOException {
    if (bundle.isEmpty()) {
      return place(OrtEnvironment.class) + ":" + place(Trial.class);
    }
    Path jar = folder.resolve(JAR);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.setLevel(0);
      for (String name : PACKAGES) {
        add(bundle.get().findEntries(name, "*.class", true), out);
      }
    }
    return jar.toString();
  }

  private static void add(Enumeration<URL> classes, ZipOutputStream jar) throws IOException {
    while (classes != null && classes.hasMoreElements()) {
      URL url = classes.nextElement();
      jar.putNextEntry(new ZipEntry(url.getPath().substring(1)));
      try (InputStream in = url.openStream()) {
        in.transferTo(jar);
      }
      jar.closeEntry();
    }
  }

  private static Path place(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("no place on disk has " + type.getName(), e);
    }
  }
}
