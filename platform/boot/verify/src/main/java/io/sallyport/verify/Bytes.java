package io.sallyport.verify;

import io.sallyport.trust.Limits;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads documents whole. */
final class Bytes {
  private Bytes() {}

  /** @throws RefusedException SP-LAUNCH-0001 if it cannot be read, or is larger than a document may be */
  static byte[] of(Path file) {
    try {
      if (Files.size(file) > Limits.DEFAULT.maxBytes()) {
        throw unreadable(file, "too large");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e.toString());
    }
  }

  static RefusedException unreadable(Path where, String why) {
    return new RefusedException(new Refusal("SP-LAUNCH-0001", "it cannot be read: " + why, where.toString(), "check path, owner and permissions"));
  }
}
