package io.sallyport.identity.internal;

import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.identity.User;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;

/** A realm with its files in a temporary directory, few iterations and a clock of its own. */
final class Site {
  static final User QUINN = new User("quinn", "Quinn Abbott", Set.of("quality"));
  static final User ADA = new User("ada", "Ada Admin", Set.of("admin"));

  final Path data;
  final Path users;
  final MemoryAuditLog audit = new MemoryAuditLog();
  private final Clock clock = ((InstantSource) this::now).withZone(ZoneOffset.UTC);
  final ApproverKeyFiles keys;
  LocalRealm realm;
  Signatures signatures;
  private volatile Instant now = Instant.parse("2026-11-24T08:55:17Z");

  Site(Path data) {
    this.data = data;
    this.users = data.resolve("site").resolve("users.json");
    this.keys = new ApproverKeyFiles(data.resolve("keys").resolve("approvers"));
    restart();
  }

  void restart() {
    realm = new LocalRealm(new AccountFile(users, audit), keys, audit, clock, 1000);
    signatures = new Signatures(realm, keys, audit, clock);
  }

  /** The clock stands still but for this. */
  void advance(Duration by) {
    now = now.plus(by);
  }

  Clock clock() {
    return clock;
  }

  private Instant now() {
    return now;
  }

  static char[] word(String text) {
    return text.toCharArray();
  }
}
