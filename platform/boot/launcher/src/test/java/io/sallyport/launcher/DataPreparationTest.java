package io.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DataPreparationTest {
  @TempDir Path data;

  @BeforeEach
  void folders() throws IOException {
    for (String folder : List.of("run", "tmp", "log", "site/etc", "vault/sha256/ab")) {
      Files.createDirectories(data.resolve(folder));
    }
  }

  private List<String> prepare() {
    return new DataPreparation(data, "appliance-7").run().stream().map(Refusal::code).toList();
  }

  private static void pipe(Path path) throws Exception {
    assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
  }

  @Test
  void anOrdinaryDirectoryIsLeftAsItIs() throws Exception {
    Files.writeString(data.resolve("site/users.json"), "{}");
    Files.createSymbolicLink(data.resolve("site/etc/io.sallyport.http.cfg"), data.resolve("site/users.json"));
    assertEquals(List.of(), prepare());
    byte[] key = Files.readAllBytes(data.resolve("ssh/host.key"));
    assertEquals(List.of(), prepare());
    assertEquals("{}", Files.readString(data.resolve("site/users.json")));
    assertTrue(Files.isSymbolicLink(data.resolve("site/etc/io.sallyport.http.cfg")), "a site's own arrangement");
    assertEquals(new String(key), Files.readString(data.resolve("ssh/host.key")));
    assertEquals("127.0.0.1 localhost appliance-7\n", Files.readString(data.resolve("run/hosts")));
  }

  @Test
  void whatNoStartNeedsIsGone() throws Exception {
    Files.createDirectories(data.resolve("run/ready/deep"));
    Files.writeString(data.resolve("run/http.port"), "1");
    Files.writeString(data.resolve("run/launcher.lock"), "");
    Files.createSymbolicLink(data.resolve("run/hosts"), data.resolve("site"));
    Files.writeString(data.resolve("tmp/native.so"), "x");
    assertEquals(List.of(), prepare());
    assertFalse(Files.exists(data.resolve("run/ready")) || Files.exists(data.resolve("run/http.port")) || Files.exists(data.resolve("tmp/native.so")));
    assertTrue(Files.exists(data.resolve("run/launcher.lock")));
    assertTrue(Files.isRegularFile(data.resolve("run/hosts"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void whatWouldHoldUpAStartIsTakenAwayAndTold() throws Exception {
    pipe(data.resolve("site/running.json"));
    pipe(data.resolve("log/karaf.log"));
    Files.createSymbolicLink(data.resolve("site/etc/endless.cfg"), Path.of("/dev/zero"));
    Files.createDirectories(data.resolve("log/derby.log"));
    Files.createDirectories(data.resolve("audit/lock/deep"));
    assertEquals(List.of("SP-LAUNCH-0040", "SP-LAUNCH-0040", "SP-LAUNCH-0040", "SP-LAUNCH-0041", "SP-LAUNCH-0041"), prepare());
    for (String gone : List.of("audit/lock", "site/running.json", "log/karaf.log", "site/etc/endless.cfg", "log/derby.log")) {
      assertFalse(Files.exists(data.resolve(gone), LinkOption.NOFOLLOW_LINKS), gone);
    }
    assertTrue(Files.exists(Path.of("/dev/zero")));
  }

  @Test
  void aDamagedHostKeyIsMadeAnewAndTold() throws Exception {
    assertEquals(List.of(), prepare());
    String other = Files.readString(data.resolve("ssh/host.key.pub"));
    Files.writeString(data.resolve("ssh/host.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertEquals(List.of("SP-LAUNCH-0042"), prepare());
    assertEquals(List.of(), prepare());
    Files.writeString(data.resolve("ssh/host.key.pub"), other);
    assertEquals(List.of("SP-LAUNCH-0042"), prepare(), "the halves of two keys");
    Files.delete(data.resolve("ssh/host.key"));
    Files.createDirectories(data.resolve("ssh/host.key/deep"));
    assertEquals(List.of("SP-LAUNCH-0042"), prepare());
    assertEquals(List.of(), prepare());
  }
}
