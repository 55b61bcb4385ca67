package io.sallyport.api.insight;

import org.osgi.annotation.versioning.ProviderType;

/** Takes insights from capabilities. A service of the platform; thread-safe; the platform adds who the capability is. */
@ProviderType
public interface InsightSink {
  /**
   * Stores the insight, or its new state if one with that id is there. Returns after it is stored and audited. What lasts when the platform
   * stops is ended by the platform at its next start: nobody has watched since.
   *
   * @throws IllegalStateException if it could not be stored; nothing happened then
   */
  void raise(Insight insight);
}
