package io.sallyport.audit.internal;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** Where the appliance keeps its state. */
final class DataDirectory {
  private DataDirectory() {}

  /** DATA, from the framework or system property {@code sallyport.data}. */
  static Path of(BundleContext context) {
    String data = context.getProperty("sallyport.data");
    if (data == null || data.isBlank()) {
      throw Refusals.noData();
    }
    return Path.of(data);
  }
}
