package io.sallyport.api.audit;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Records what a plugin did outside or decided: connected and lost a system, trusted or refused somebody, wrote something. Not samples,
 * insights and work orders: the platform records those. A service of the platform; thread-safe; the platform adds who the plugin is.
 */
@ProviderType
public interface AuditTrail {
  /** How the recorded action ended. */
  enum Outcome { DONE, REFUSED, FAILED }

  /**
   * Appends an entry and returns after it is durable.
   *
   * @param type lower-case words with dots, the first one the plugin's own, such as {@code opcua.trusted}; at most 64 characters
   * @param object what was acted on
   * @param details at most 32 short values; never payloads or secrets
   * @throws IllegalStateException if it could not be recorded: then don't do what it records
   */
  void record(String type, String action, String object, Outcome outcome, Map<String, String> details);
}
