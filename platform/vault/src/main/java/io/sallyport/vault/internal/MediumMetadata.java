package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.Digests;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.RoleNames;
import java.util.HashMap;
import java.util.Map;

/**
 * The update workflow passes over metadata of a version that is trusted already. A medium whose copy of it is damaged is damaged all the
 * same, and one whose timestamp of that version says something else shows two truths under one number: both are refused.
 */
final class MediumMetadata {
  private static final String TIMESTAMP = "timestamp.json";

  private MediumMetadata() {}

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0018 for a damaged file, 0025 for a second truth */
  static void requireIntact(MediumTree tree, PinnedMetadata trusted) {
    Map<String, String> expected = new HashMap<>();
    trusted.roots().forEach(pin -> expected.put(pin.version() + ".root.json", pin.sha256()));
    expected.put(trusted.snapshot().version() + ".snapshot.json", trusted.snapshot().sha256());
    trusted.metadata().forEach((role, pin) -> expected.put(pin.version() + "." + RoleNames.encoded(role) + ".json", pin.sha256()));
    requireOneTruth(tree, trusted.timestamp());
    for (String file : tree.metadata().keySet()) {
      String sha256 = expected.get(file);
      if (sha256 != null && !Digests.sha256(tree.root().resolve("metadata").resolve(file)).equals(sha256)) {
        throw refuse("SP-MEDIUM-0018", "a metadata file that is not the one signed for", "metadata/" + file, "the copy is damaged: copy the medium again");
      }
    }
  }

  private static void requireOneTruth(MediumTree tree, PinnedMetadata.Pin trusted) {
    if (tree.metadata().containsKey(TIMESTAMP) && !Digests.sha256(tree.root().resolve("metadata").resolve(TIMESTAMP)).equals(trusted.sha256())) {
      throw refuse("SP-MEDIUM-0025", "timestamp version " + trusted.version() + " is trusted with other content", "metadata/" + TIMESTAMP, "do not use this medium; tell the publisher");
    }
  }
}
