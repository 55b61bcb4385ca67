package io.sallyport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** Which package a bundle belongs to, by its header {@code Sallyport-Package: NAME} and its version. */
record OwnPackage(String name, String version) {
  static final String HEADER = "Sallyport-Package";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  /** The package of the folder of classes under test, if its manifest has been made. */
  static OwnPackage underTest() {
    ClassLoader loader = Optional.ofNullable(Thread.currentThread().getContextClassLoader()).orElse(OwnPackage.class.getClassLoader());
    try {
      for (URL url : Collections.list(loader.getResources(MANIFEST))) {
        Optional<OwnPackage> own = url.getProtocol().equals("file") ? of(url) : Optional.empty();
        if (own.isPresent()) {
          return own.get();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new OwnPackage("plugin", "0.0.0");
  }

  /**
   * @param header {@code Sallyport-Package}, null if there is none
   * @param version {@code Bundle-Version}, null if there is none
   */
  static Optional<OwnPackage> of(String header, String version) {
    return Optional.ofNullable(header).map(clause -> new OwnPackage(clause.split("[;,]", 2)[0].trim(), version == null ? "0.0.0" : version));
  }

  private static Optional<OwnPackage> of(URL manifest) throws IOException {
    try (InputStream in = manifest.openStream()) {
      Attributes headers = new Manifest(in).getMainAttributes();
      return of(headers.getValue(HEADER), headers.getValue("Bundle-Version"));
    }
  }
}
