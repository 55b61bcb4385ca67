package io.sallyport.operations.internal.caller;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.testing.MemoryAuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFilesServiceTest {
  private final MemoryAuditLog log = new MemoryAuditLog();
  private PluginFilesService files;
  private Path secrets;

  @TempDir
  Path data;

  @BeforeEach
  void open() {
    files = new PluginFilesService("acme", data, log);
    secrets = data.resolve("site/packages/acme/secrets");
  }

  @Test
  void theDirectoryIsThePackagesOwnAndForNobodyElse() throws IOException {
    Path directory = files.directory();
    assertEquals(data.resolve("site/packages/acme"), directory);
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
    Files.writeString(directory.resolve("state"), "kept");
    assertEquals("kept", Files.readString(new PluginFilesService("acme", data, log).directory().resolve("state")));
    assertTrue(log.entries().isEmpty());
  }

  @Test
  void aSecretIsTheFirstLineReadAnewEachTime() throws IOException {
    files.directory();
    write("plc", "Pässword €\nsecond line\n", "rw-------");
    assertArrayEquals("Pässword €".toCharArray(), files.secret("plc"));
    write("plc", "another\r\n", "r--------");
    assertArrayEquals("another".toCharArray(), files.secret("plc"));
    write("plc", "no end", "rw-------");
    assertArrayEquals("no end".toCharArray(), files.secret("plc"));
  }

  @Test
  void aSecretThatCannotBeUsedIsRefusedWithTheNextStep() throws IOException {
    files.directory();
    refused("SP-PLUGIN-0002", "plc");
    write("plc", "secret\n", "rw-r-----");
    refused("SP-PLUGIN-0003", "plc");
    write("plc", "\nsecret\n", "rw-------");
    refused("SP-PLUGIN-0004", "plc");
    write("plc", "s".repeat(4_097), "rw-------");
    refused("SP-PLUGIN-0004", "plc");
    for (String name : List.of("", ".", "..", "../acme", "a/b", ".hidden")) {
      refused("SP-PLUGIN-0005", name);
    }
    write("real", "secret", "rw-------");
    Files.createSymbolicLink(secrets.resolve("link"), secrets.resolve("real"));
    refused("SP-PLUGIN-0002", "link");
  }

  @Test
  void everNewNamesFillNothing() {
    files.directory();
    for (int i = 0; i < 10 * PluginFilesService.MOST_RECORDED; i++) {
      refused("SP-PLUGIN-0002", "name-" + i);
      refused("SP-PLUGIN-0005", "/".repeat(i + 1));
    }
    assertEquals(PluginFilesService.MOST_RECORDED, log.entries().size());
    assertTrue(log.entries().stream().noneMatch(entry -> entry.toString().contains("//")));
  }

  @Test
  void aRefusalIsRecordedOnceUntilItIsOver() throws IOException {
    files.directory();
    refused("SP-PLUGIN-0002", "plc");
    refused("SP-PLUGIN-0002", "plc");
    assertEquals(1, log.entries().size());
    AuditEntry entry = log.entries().get(0);
    assertEquals("plugin.refused", entry.type());
    assertEquals("secret/plc", entry.object());
    assertEquals(Optional.of("SP-PLUGIN-0002"), entry.code());
    write("plc", "secret", "rw-------");
    files.secret("plc");
    Files.delete(secrets.resolve("plc"));
    refused("SP-PLUGIN-0002", "plc");
    assertEquals(2, log.entries().size());
    assertTrue(log.entries().stream().noneMatch(e -> e.toString().contains("secret\n")), "never the secret");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsRefused() throws IOException {
    Files.writeString(data.resolve("site"), "in the way");
    assertTrue(assertThrows(IllegalStateException.class, files::directory).getMessage().startsWith("SP-PLUGIN-0001"));
  }

  private void refused(String code, String name) {
    String message = assertThrows(IllegalStateException.class, () -> files.secret(name)).getMessage();
    assertTrue(message.startsWith(code + ": "), message);
  }

  private void write(String name, String text, String mode) throws IOException {
    Path file = secrets.resolve(name);
    Files.deleteIfExists(file);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
