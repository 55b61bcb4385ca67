package io.sallyport.trust;

import java.util.Optional;
import java.util.function.Supplier;

/** What the steps of an update share: files as the file above them names them, versions that do not go down. Thread-safe as the fetcher is. */
record MetadataFiles(Fetcher fetcher) {
  /** @throws RefusedException SP-TRUST-0022 if it is missing, 0023 if it is not the one named */
  byte[] fetch(String file, MetaFile expected, int limit) {
    byte[] bytes = require(fetcher.fetch(file, Math.min(expected.length().orElse((long) limit), limit)), file);
    expected.requireMatch(bytes, file);
    return bytes;
  }

  static String name(RootMetadata root, String role, MetaFile expected) {
    return (root.consistentSnapshot() ? expected.version() + "." : "") + RoleNames.encoded(role) + ".json";
  }

  static byte[] require(Optional<byte[]> bytes, String file) {
    return bytes.orElseThrow(() -> Refusals.refuse("SP-TRUST-0022", "the metadata file is missing", file, "use an intact copy of the repository"));
  }

  static void requireNotLower(long fresh, long trusted, String where) {
    if (fresh < trusted) {
      throw Refusals.refuse("SP-TRUST-0025", "version " + fresh + " is older than version " + trusted + ", which is trusted already", where, "use a newer copy of the repository");
    }
  }

  /** Stored metadata that the root in force no longer vouches for is not trusted and not compared with. */
  static <T> Optional<T> stillTrusted(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }
}
