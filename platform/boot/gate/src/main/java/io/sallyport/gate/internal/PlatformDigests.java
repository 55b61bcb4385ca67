package io.sallyport.gate.internal;

import io.sallyport.trust.Inventory;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.RootMetadata;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The jars of the vendor-signed inventory.
 *
 * @param release release it names
 * @param vendorRoot what the vendor root is for
 * @param jars the files in HOME by SHA-256; of two with the same bytes, one of them
 */
record PlatformDigests(String release, RootMetadata.Purpose vendorRoot, Map<String, Path> jars) {
  PlatformDigests {
    jars = Map.copyOf(jars);
  }

  /** @throws IllegalStateException SP-GATE-0006 if the inventory cannot be trusted */
  static PlatformDigests verified(Path home) {
    try {
      RootMetadata root = Inventory.vendorRoot(home);
      Inventory inventory = Inventory.read(home, root);
      return new PlatformDigests(inventory.release(), root.purpose(), inventory.files().values().stream().filter(file -> file.path().endsWith(".jar"))
          .collect(Collectors.toMap(file -> file.sha256(), file -> home.resolve(file.path()), (one, other) -> one)));
    } catch (RefusedException e) {
      throw new IllegalStateException("SP-GATE-0006: the platform inventory cannot be trusted (" + e.refusal().code() + ": " + e.refusal().what() + ") – "
          + home.resolve(Inventory.PATH) + " – install the distribution again from the vendor's medium", e);
    }
  }
}
