package io.sallyport.shell.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.OfflineAudit;
import io.sallyport.audit.StoredEntry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real log. */
class EntrySearchTest {
  @TempDir Path data;

  @Test
  void findsTheNewestOrFromAnIndexAndByType() {
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      AuditLog log = audit.log();
      for (int i = 0; i < 9000; i++) {
        log.submit(AuditEntry.of(i % 1000 == 0 ? "gate.refused" : "inference.done").system("test").action("a\"type\":\"gate.refused\"}").object("o" + i).build());
      }
      log.append(AuditEntry.of("login.failed").actor("eve", "none").action("login").object("appliance").code("SP-IDENTITY-0001").build());
      assertEquals(List.of("o8998", "o8999", "appliance"), objects(new EntrySearch(log, null).run(-1, 3)));
      assertEquals(List.of("o7000", "o8000"), objects(new EntrySearch(log, "gate.refused").run(-1, 2)));
      assertEquals(9, new EntrySearch(log, "gate.refused").run(-1, 10_000).size());
      assertEquals(List.of("o0", "o1000"), objects(new EntrySearch(log, "gate.refused").run(0, 2)));
      assertEquals(List.of("o3000", "o4000"), objects(new EntrySearch(log, "gate.refused").run(2500, 2)));
      assertEquals(List.of(), new EntrySearch(log, "gate.ref").run(-1, 5));
      StoredEntry failed = new EntrySearch(log, "login.failed").run(-1, 5).get(0);
      assertEquals(List.of("eve (none)", "SP-IDENTITY-0001"), List.of(AuditForm.row(failed).get(3), AuditForm.row(failed).get(7)));
      assertEquals(failed.index(), AuditForm.json(failed).integer("index"));
    }
  }

  private static List<String> objects(List<StoredEntry> entries) {
    return entries.stream().map(e -> e.json().string("object")).toList();
  }
}
