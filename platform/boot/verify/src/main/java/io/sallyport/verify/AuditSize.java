package io.sallyport.verify;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.site.KnownLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the audit log is at least as long as the site remembers (ADR 0048). Reads its checkpoint's second line (C2SP tlog-checkpoint), no
 * more: that the log is intact is what the audit log's own verifier shows.
 */
final class AuditSize {
  private static final int MAX_BYTES = 65_536;

  private AuditSize() {}

  /** SP-AUDIT-0020 if it is missing or shorter. */
  static Optional<Refusal> refusal(Path data, KnownLog known) {
    Path file = data.resolve("audit/checkpoint");
    long size = size(file);
    return size >= known.size() ? Optional.empty() : Optional.of(new Refusal("SP-AUDIT-0020",
        "the audit log " + (size == 0 ? "is missing" : "has " + size + " entries") + ", at " + known.time() + " it had " + known.size(), file.toString(),
        "keep DATA as evidence; restore DATA/audit from a backup"));
  }

  /** 0 if there is no readable checkpoint. */
  private static long size(Path file) {
    if (!Files.isRegularFile(file)) {
      return 0;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String[] lines = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).split("\n", 3);
      return lines.length == 3 && lines[1].matches("[0-9]{1,18}") ? Long.parseLong(lines[1]) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
