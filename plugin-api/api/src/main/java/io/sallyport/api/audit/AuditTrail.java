package io.sallyport.api.audit;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Records what a plugin did. A service of the platform; thread-safe; the platform adds who the plugin is. */
@ProviderType
public interface AuditTrail {
  /** How the recorded action ended. */
  enum Outcome { DONE, REFUSED, FAILED }

  /**
   * Appends an entry and returns after it is durable.
   *
   * @param type lower-case words with dots, such as {@code opcua.trusted}
   * @param object what was acted on
   * @param details short values; never payloads or secrets
   * @throws IllegalStateException if it could not be recorded: then don't do what it records
   */
  void record(String type, String action, String object, Outcome outcome, Map<String, String> details);
}
