package io.sallyport.shell.opcua;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** Where the connector keeps its certificates. */
final class DataDirectory {
  private DataDirectory() {}

  static CertificateStore certificates(BundleContext context) {
    return new CertificateStore(Path.of(context.getProperty("sallyport.data")).resolve("site/packages/opcua"));
  }
}
