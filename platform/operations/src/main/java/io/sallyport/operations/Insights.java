package io.sallyport.operations;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** What capabilities concluded. A service of the platform; thread-safe. Every method refuses with SP-WORK-0001 when the database fails. */
@ProviderType
public interface Insights {
  /** The newest first, by the source time at which the condition began. */
  List<StoredInsight> list(InsightQuery query);

  Optional<StoredInsight> find(UUID id);

  /** How many conditions last. */
  long open();
}
