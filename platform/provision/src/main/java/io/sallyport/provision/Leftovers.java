package io.sallyport.provision;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Whether what was retired is gone from memory as well. A service of the platform; thread-safe. */
@ProviderType
public interface Leftovers {
  /**
   * A retired version's bundle whose class loader is still there.
   *
   * @param version {@code NAME VERSION}
   * @param bundle its symbolic name
   * @param since when it was taken out of the framework
   */
  record Leftover(String version, String bundle, Instant since) {}

  /** Those that are still there, the oldest first. That the JVM has not looked for garbage since is no leak. */
  List<Leftover> found();

  /** The same after the JVM has collected garbage, for which it pauses: what is found then, something holds. */
  List<Leftover> foundAfterCollection();
}
