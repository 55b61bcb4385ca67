package io.sallyport.api.lifecycle;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** What a package keeps on disk. A service of the platform, one for each bundle that asks; thread-safe. */
@ProviderType
public interface PluginFiles {
  /**
   * The package's own directory, made if it is not there, for the appliance's user only. It is part of the site's data: backed up, and the
   * same for all versions of the package, two of which are alive during a swap.
   *
   * @throws IllegalStateException SP-PLUGIN-0001 if it cannot be made or written to
   */
  Path directory();

  /**
   * A password or the like that an admin has put into {@code secrets/NAME} below that directory: the first line of the file, in UTF-8. Read
   * anew at each call, so that it can be changed on disk; keep it no longer than needed, and wipe it.
   *
   * @param name letters, digits, dots, hyphens and underscores
   * @throws IllegalStateException SP-PLUGIN-0002 if it is absent, -0003 if others than its owner may use the file, -0004 if it is empty or
   *     longer than 4096 bytes, -0005 if the name cannot be one; the message says where the file belongs
   */
  char[] secret(String name);
}
