package io.sallyport.audit.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A log in a temporary directory, and the means to break it. */
final class TestLog {
  private static final int WAITING = 10_000;
  static final char[] PASSWORD = "a password of a test".toCharArray();
  /** Small segments, so that a test meets several; checkpoints only on request and at the end. */
  static final LogOptions SMALL = new LogOptions(64 << 10, Duration.ofHours(1));

  final Path root;
  final Signer signer;

  TestLog(Path directory) {
    root = directory.resolve("audit");
    Path key = directory.resolve("key.p12");
    signer = Files.exists(key) ? KeyFile.open(key, PASSWORD) : KeyFile.create(key, PASSWORD);
  }

  /** The log of an appliance whose key is known already. */
  TestLog(Path root, Signer signer) {
    this.root = root;
    this.signer = signer;
  }

  FileAuditLog open() {
    return open(SMALL);
  }

  FileAuditLog open(LogOptions options) {
    AuditLog log = openAny(options);
    return (FileAuditLog) log;
  }

  AuditLog openAny(LogOptions options) {
    return LogOpening.open(root, signer, Clock.systemUTC(), options);
  }

  SealedAuditLog openSealed() {
    return (SealedAuditLog) openAny(SMALL);
  }

  /** A closed log of so many entries of the test, and three of its own. */
  TestLog filled(int entries) throws Exception {
    try (FileAuditLog log = open()) {
      for (int i = 0; i < entries; i++) {
        if (i % WAITING == WAITING - 1) {
          log.append(entry(i)); // waits for those before: a slow disk is not what is tested
        } else {
          log.submit(entry(i));
        }
      }
    }
    return this;
  }

  static AuditEntry entry(int i) {
    return AuditEntry.of("inference.done").actor("olga", "operator").action("infer").object("model/radiator-anomaly")
        .correlation("c" + i).reason("number " + i).build();
  }

  VerifierKey key() {
    return LogOpening.key(signer);
  }

  List<Path> files() {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path lastSegment() {
    return files().stream().filter(f -> f.toString().endsWith(".wal")).reduce((a, b) -> b).orElseThrow();
  }

  static void flip(Path file, int offset) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      bytes[offset] ^= 1;
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
