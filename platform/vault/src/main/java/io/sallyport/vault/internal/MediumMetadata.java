package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.Digests;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.RoleNames;
import java.util.HashMap;
import java.util.Map;

/**
 * The update workflow does not fetch metadata of a version that is trusted already. A medium whose copy of it is damaged is damaged all
 * the same, and refused.
 */
final class MediumMetadata {
  private MediumMetadata() {}

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0018 */
  static void requireIntact(MediumTree tree, PinnedMetadata trusted) {
    Map<String, String> expected = new HashMap<>();
    trusted.roots().forEach(pin -> expected.put(pin.version() + ".root.json", pin.sha256()));
    expected.put(trusted.snapshot().version() + ".snapshot.json", trusted.snapshot().sha256());
    trusted.metadata().forEach((role, pin) -> expected.put(pin.version() + "." + RoleNames.encoded(role) + ".json", pin.sha256()));
    for (String file : tree.metadata().keySet()) {
      String sha256 = expected.get(file);
      if (sha256 != null && !Digests.sha256(tree.root().resolve("metadata").resolve(file)).equals(sha256)) {
        throw refuse("SP-MEDIUM-0018", "a metadata file that is not the one signed for", "metadata/" + file, "the copy is damaged: copy the medium again");
      }
    }
  }
}
