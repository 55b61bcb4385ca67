package io.sallyport.inference.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import org.osgi.framework.Bundle;

/** Reads single entries of a model bundle into memory. */
final class BundleEntry {
  private BundleEntry() {}

  /**
   * The entry's bytes.
   *
   * @param name a plain name at the bundle's root
   * @param limit largest size, in bytes
   */
  static byte[] read(Bundle bundle, String name, int limit) {
    String where = bundle.getSymbolicName() + " " + bundle.getVersion() + ": " + name;
    if (name.isEmpty() || name.startsWith(".") || name.contains("/") || name.contains("\\")) {
      throw Refusals.badEntry("the name of an entry must be plain", where);
    }
    URL url = bundle.getEntry(name);
    if (url == null) {
      throw Refusals.badEntry("the entry is missing", where);
    }
    try (InputStream in = url.openStream()) {
      byte[] bytes = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw Refusals.badEntry("the entry exceeds " + limit + " bytes", where);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + where, e);
    }
  }
}
