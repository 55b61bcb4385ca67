package io.sallyport.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.site.KnownLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSizeTest {
  private static final KnownLog KNOWN = new KnownLog(86, "0".repeat(64), Instant.parse("2026-12-01T00:00:00Z"));

  @TempDir Path data;

  @Test
  void aLogOfTheRememberedSizeOrLongerIsFine() throws IOException {
    assertEquals(Optional.empty(), of("sallyport.io/audit/00\n86\nAAAA\n"));
    assertEquals(Optional.empty(), of("sallyport.io/audit/00\n1000\nAAAA\n"));
  }

  @Test
  void aLogThatIsMissingOrShorterIsTold() throws IOException {
    assertEquals(Optional.of("the audit log is missing, at 2026-12-01T00:00:00Z it had 86"), AuditSize.refusal(data, KNOWN).map(Refusal::what));
    assertEquals(Optional.of("the audit log has 85 entries, at 2026-12-01T00:00:00Z it had 86"), of("sallyport.io/audit/00\n85\nAAAA\n"));
    for (String damaged : new String[] {"", "\n\n", "86", "sallyport.io/audit/00\n-86\nA", "sallyport.io/audit/00\n99999999999999999999\nA"}) {
      assertEquals(Optional.of("SP-AUDIT-0020"), code(damaged), damaged);
    }
  }

  private Optional<String> of(String checkpoint) throws IOException {
    Files.writeString(Files.createDirectories(data.resolve("audit")).resolve("checkpoint"), checkpoint);
    return AuditSize.refusal(data, KNOWN).map(Refusal::what);
  }

  private Optional<String> code(String checkpoint) throws IOException {
    of(checkpoint);
    return AuditSize.refusal(data, KNOWN).map(Refusal::code);
  }
}
