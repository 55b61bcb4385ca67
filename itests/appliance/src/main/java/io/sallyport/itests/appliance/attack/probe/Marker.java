package io.sallyport.itests.appliance.attack.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Activator of a hostile bundle: leaves a file behind if its code ever runs. */
public final class Marker implements BundleActivator {
  /** Relative to the appliance's data directory. */
  public static final String FILE = "tmp/attack-code-ran";

  @Override
  public void start(BundleContext context) {
    try {
      Files.writeString(Path.of(System.getProperty("sallyport.data"), FILE), "ran");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop(BundleContext context) {
    // Nothing to undo.
  }
}
