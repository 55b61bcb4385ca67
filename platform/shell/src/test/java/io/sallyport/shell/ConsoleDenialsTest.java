package io.sallyport.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.EntryBudget;
import io.sallyport.audit.OfflineAudit;
import io.sallyport.identity.OfflineIdentity;
import io.sallyport.identity.Realm;
import io.sallyport.identity.User;
import io.sallyport.trust.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real realm and log. */
class ConsoleDenialsTest {
  private static final Exception BY_RULE = new SecurityException("Insufficient credentials.");
  @TempDir Path data;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-25T12:00:00Z"));

  @Test
  void whatTheConsoleDeniesIsRecordedByNameAndNothingElseIs() {
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      ConsoleDenials denials = denials(audit);
      denials.denied(Optional.of("olga"), "cat /etc/passwd | grep secret-word", BY_RULE);
      denials.denied(Optional.of("olga"), "bundle:install file:/evil.jar", new IllegalArgumentException("Command not found: bundle:install"));
      denials.denied(Optional.of("olga"), "generation:approve --user sam 1", new Exception("SP-APPROVE-0006: nobody signs for another – user sam – log in as that person"));
      denials.denied(Optional.of("olga"), "model:canary m 2; echo secret-word", new Exception("SP-SHELL-0020: the role operator may not use this command – model:canary – have it done in the role admin"));
      denials.denied(Optional.empty(), "exec x", new IllegalArgumentException("Command not found: exec"));
      List<JsonObject> entries = entries(audit);
      assertEquals(List.of("console/cat+grep", "console/bundle:install", "console/generation:approve", "console/model:canary", "console/exec"), entries.stream().map(entry -> entry.string("object")).toList());
      assertEquals(List.of("SP-SHELL-0020", "SP-SHELL-0020", "SP-APPROVE-0006", "SP-SHELL-0020", "SP-SHELL-0020"), entries.stream().map(entry -> entry.string("code")).toList());
      assertEquals("olga", entries.get(0).object("actor").string("user"));
      assertEquals("console", entries.get(4).object("actor").string("system"));
      assertFalse(entries.toString().contains("secret-word") || entries.toString().contains("evil"), entries::toString);

      denials.denied(Optional.of("olga"), "helpp", new IllegalArgumentException("Command not found: helpp"));
      denials.denied(Optional.of("olga"), "bundle:start 1", new SecurityException("SP-GATE-0001: the gate has recorded it"));
      denials.denied(Optional.of("olga"), "generation:approve 1", new Exception("SP-APPROVE-0003: recorded by who refused it – x – y"));
      assertEquals(5, entries(audit).size(), "a mistyped word, and what others record");
    }
  }

  @Test
  void aFloodIsCountedInsteadOfRecorded() {
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      ConsoleDenials denials = denials(audit);
      for (int i = 0; i < 1_000; i++) {
        denials.denied(Optional.of("olga"), "cat x", BY_RULE);
      }
      assertEquals(EntryBudget.MOST, entries(audit).size());
      denials.denied(Optional.of("ivan"), "cat x", BY_RULE);
      assertEquals(EntryBudget.MOST + 1, entries(audit).size(), "another person's denial is not lost in it");
      now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
      denials.denied(Optional.of("olga"), "cat x", BY_RULE);
      JsonObject last = entries(audit).get(EntryBudget.MOST + 1);
      assertTrue(last.string("reason").contains("990 denials before it"), last::toString);
    }
  }

  private ConsoleDenials denials(OfflineAudit audit) {
    Realm realm = OfflineIdentity.open(data, audit.log()).realm();
    realm.enrol(new User("olga", "Olga Brandt", Set.of("operator")), "a good password".toCharArray());
    realm.enrol(new User("ivan", "Ivan Horvat", Set.of("integrator")), "a good password".toCharArray());
    return new ConsoleDenials(audit.log(), name -> name.equals("exec") || name.startsWith("bundle:"), realm, now::get);
  }

  private static List<JsonObject> entries(OfflineAudit audit) {
    return audit.log().read(0, 10_000).stream().map(stored -> stored.json()).filter(entry -> entry.string("type").equals("console.refused")).toList();
  }
}
