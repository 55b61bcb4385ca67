package io.sallyport.gate.internal;

import io.sallyport.trust.Inventory;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.Set;

/**
 * The jars of the vendor-signed inventory.
 *
 * @param release release it names
 * @param digests their SHA-256
 */
record PlatformDigests(String release, Set<String> digests) {
  /** @throws IllegalStateException SP-GATE-0006 if the inventory cannot be trusted */
  static PlatformDigests verified(Path home) {
    try {
      Inventory inventory = Inventory.read(home);
      return new PlatformDigests(inventory.release(), inventory.jarDigests());
    } catch (RefusedException e) {
      throw new IllegalStateException("SP-GATE-0006: the platform inventory cannot be trusted (" + e.refusal().code() + ": " + e.refusal().what() + ") – "
          + home.resolve(Inventory.PATH) + " – install the distribution again from the vendor's medium", e);
    }
  }
}
