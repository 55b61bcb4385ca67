package io.sallyport.provision;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What the site has set, in the files below {@code DATA/site/etc}. A service of the platform; thread-safe. */
@ProviderType
public interface SiteSettings {
  /**
   * What in these files has no effect, or not the one that was meant, as refusals in one line each, by file: {@code SP-PLAN-0060} a key that is not
   * read, {@code 0061} a value that cannot be taken, {@code 0062} a file that nothing which runs reads, {@code 0063} a file that is not taken up.
   */
  List<String> problems();
}
