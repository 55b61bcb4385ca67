package io.sallyport.vault.internal;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** Where the appliance's directories are, from the system properties {@code sallyport.home} and {@code sallyport.data}. */
final class Directories {
  private Directories() {}

  static Path home(BundleContext context) {
    return directory(context, "sallyport.home");
  }

  static Path data(BundleContext context) {
    return directory(context, "sallyport.data");
  }

  private static Path directory(BundleContext context, String property) {
    String value = context.getProperty(property);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("the system property " + property + " is not set");
    }
    return Path.of(value).toAbsolutePath();
  }
}
