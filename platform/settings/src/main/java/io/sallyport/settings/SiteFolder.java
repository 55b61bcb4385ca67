package io.sallyport.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The site's folder of settings, {@code DATA/site/etc}: each file there whose PID a site may set becomes a configuration, within a second of
 * its change. A service of the platform; thread-safe.
 */
@ProviderType
public interface SiteFolder {
  /** The files that are not in force as they stand there, by path, and why. */
  Map<Path, NotTaken> notTaken();

  /**
   * Has a recorder told of each change before it takes effect: what the recorder throws at does not happen, and is tried again at the next look.
   * The changes since the start come first. There is one recorder at a time; changes are kept while there is none, the latest 10 000.
   *
   * @return ends that
   */
  Recording record(Consumer<SettingsChange> recorder);

  /** A recorder that is told. */
  interface Recording extends AutoCloseable {
    @Override
    void close();
  }
}
