package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.Digests;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.RoleNames;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The update workflow passes over metadata of a version that is trusted already. A medium whose copy of it is damaged is damaged all the
 * same, and one whose timestamp of that version says something else shows two truths under one number: both are refused.
 */
final class MediumMetadata {
  private static final Pattern ROOT = Pattern.compile("(\\d+)\\.root\\.json");
  private static final int LONGEST_VERSION = 18;
  private static final String TIMESTAMP = "timestamp.json";

  private MediumMetadata() {}

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0018 for a damaged file, 0025 for a second truth */
  static void requireIntact(MediumTree tree, PinnedMetadata trusted) {
    Map<String, String> expected = new HashMap<>();
    trusted.roots().forEach(pin -> expected.put(pin.version() + ".root.json", pin.sha256()));
    expected.put(trusted.snapshot().version() + ".snapshot.json", trusted.snapshot().sha256());
    trusted.metadata().forEach((role, pin) -> expected.put(pin.version() + "." + RoleNames.encoded(role) + ".json", pin.sha256()));
    requireOneTruth(tree, trusted.timestamp());
    requireNoRootBeyond(tree, trusted.roots().stream().mapToLong(PinnedMetadata.Pin::version).max().orElseThrow());
    for (String file : tree.metadata().keySet()) {
      String sha256 = expected.get(file);
      if (sha256 != null && !Digests.sha256(tree.root().resolve("metadata").resolve(file)).equals(sha256)) {
        throw refuse("SP-MEDIUM-0018", "a metadata file that is not the one signed for", "metadata/" + file, "the copy is damaged: copy the medium again");
      }
    }
  }

  /** The chain of roots that was followed ends where the medium's does: what lies beyond is no root that follows it. */
  private static void requireNoRootBeyond(MediumTree tree, long newest) {
    for (String file : tree.metadata().keySet()) {
      Matcher root = ROOT.matcher(file);
      if (root.matches() && (root.group(1).length() > LONGEST_VERSION || Long.parseLong(root.group(1)) > newest)) {
        throw refuse("SP-MEDIUM-0018", "a file that is not the root which its name says", "metadata/" + file, "do not use this medium; tell the publisher");
      }
    }
  }

  private static void requireOneTruth(MediumTree tree, PinnedMetadata.Pin trusted) {
    if (tree.metadata().containsKey(TIMESTAMP) && !Digests.sha256(tree.root().resolve("metadata").resolve(TIMESTAMP)).equals(trusted.sha256())) {
      throw refuse("SP-MEDIUM-0025", "timestamp version " + trusted.version() + " is trusted with other content", "metadata/" + TIMESTAMP, "do not use this medium; tell the publisher");
    }
  }

  /**
   * TUF leaves open what one number may stand for as long as it does not go down. Here a version has one content, so that two sites with
   * the same versions hold the same releases. A new root may replace what its predecessors' keys had signed.
   *
   * @throws io.sallyport.trust.RefusedException SP-MEDIUM-0025
   */
  static void requireOneContent(PinnedMetadata before, PinnedMetadata after) {
    if (before.roots().equals(after.roots())) {
      requireOneContent("snapshot", before.snapshot(), after.snapshot());
      before.metadata().forEach((role, pin) -> requireOneContent(role, pin, after.metadata().getOrDefault(role, pin)));
    }
  }

  /**
   * What is in force was read at the start: another copy on the disk since then does not let an older medium in.
   *
   * @throws io.sallyport.trust.RefusedException SP-TRUST-0025
   */
  static void requireNotOlder(PinnedMetadata before, PinnedMetadata after) {
    after.olderThan(before).ifPresent(what -> {
      throw refuse("SP-TRUST-0025", "the medium is older than what is trusted: " + what, "metadata", "use a newer medium");
    });
  }

  private static void requireOneContent(String role, PinnedMetadata.Pin before, PinnedMetadata.Pin after) {
    if (before.version() == after.version() && !before.sha256().equals(after.sha256())) {
      throw refuse("SP-MEDIUM-0025", "version " + after.version() + " of " + role + " is trusted with other content", role, "do not use this medium; tell the publisher");
    }
  }
}
