package io.sallyport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Optional;
import java.util.jar.Manifest;

/**
 * Which package a bundle belongs to, by its header {@code Sallyport-Package: NAME;version=VERSION}.
 *
 * @param name may be empty: not known
 */
record OwnPackage(String name, String version) {
  private static final String HEADER = "Sallyport-Package";
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
    return new OwnPackage("", "0");
  }

  /** @param header null if there is none */
  static Optional<OwnPackage> of(String header) {
    if (header == null) {
      return Optional.empty();
    }
    String[] clause = header.split(";", 2);
    String version = clause.length < 2 ? "0" : clause[1].replaceAll(".*version(:Version)?=\"?([^\";,]+).*", "$2");
    return Optional.of(new OwnPackage(clause[0].trim(), version));
  }

  private static Optional<OwnPackage> of(URL manifest) throws IOException {
    try (InputStream in = manifest.openStream()) {
      return of(new Manifest(in).getMainAttributes().getValue(HEADER));
    }
  }
}
