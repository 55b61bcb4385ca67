package io.sallyport.vault;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told that the vendor metadata in force has advanced. Registered as a service by whoever wants to know. Thread-safe. */
@ConsumerType
public interface VendorListener {
  /** Called by the thread that imports: return at once. */
  void vendorAdvanced();
}
