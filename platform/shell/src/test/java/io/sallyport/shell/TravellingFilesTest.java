package io.sallyport.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.trust.ExportPlaces;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TravellingFilesTest {
  @TempDir
  Path directory;
  private final MemoryAuditLog audit = new MemoryAuditLog();
  private Path data;
  private Path stick;
  private TravellingFiles files;

  @BeforeEach
  void make() throws IOException {
    Files.createDirectory(directory.resolve("home"));
    data = Files.createDirectories(directory.resolve("data/site/metadata")).getParent().getParent();
    stick = Files.createDirectory(directory.resolve("stick"));
    files = new TravellingFiles(new ExportPlaces(directory.resolve("home"), data), audit, () -> new Actor.Person("ada", "admin"));
  }

  @Test
  void whatIsWrittenIsReadBackByTheSameName() {
    assertEquals(data.resolve("export/site.json"), files.write("site.json", () -> new byte[] {1}));
    assertArrayEquals(new byte[] {1}, files.read("site.json", 1));
    assertEquals(stick.resolve("x"), files.write(stick.resolve("x").toString(), () -> new byte[] {2}));
    assertEquals(2, audit.types().stream().filter("file.exported"::equals).count());
  }

  @Test
  void theContentIsNotMadeForAPlaceThatIsRefused() throws IOException {
    Files.writeString(stick.resolve("there"), "x");
    assertCode("SP-SHELL-0030", () -> files.write(data.resolve("site/metadata/2.root.json").toString(), TravellingFilesTest::never));
    assertCode("SP-SHELL-0030", () -> files.write("../site/metadata/2.root.json", TravellingFilesTest::never));
    assertCode("SP-SHELL-0031", () -> files.write("a\u001b[2J", TravellingFilesTest::never));
    assertCode("SP-APPROVE-0011", () -> files.write(stick.resolve("there").toString(), TravellingFilesTest::never));
    assertCode("SP-APPROVE-0015", () -> files.write(stick.resolve("missing/x").toString(), TravellingFilesTest::never));
    assertEquals(5, audit.types().stream().filter("file.exported"::equals).count(), "each refusal is recorded");
    assertFalse(Files.exists(data.resolve("site/metadata/2.root.json")));
  }

  @Test
  void whatCannotBeRecordedIsNotWritten() {
    TravellingFiles unrecorded = new TravellingFiles(new ExportPlaces(directory.resolve("home"), data), audit, () -> {
      throw Caller.nobody();
    });
    assertCode("SP-SHELL-0004", () -> unrecorded.write("site.json", () -> new byte[1]));
    assertFalse(Files.exists(data.resolve("export/site.json")));
  }

  @Test
  void aPipeALinkADeviceAndALargeFileAreNotRead() throws Exception {
    Path pipe = stick.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path link = Files.createSymbolicLink(stick.resolve("link"), Files.writeString(stick.resolve("file"), "12345"));
    for (Path path : new Path[] {pipe, link, Path.of("/dev/zero"), stick, stick.resolve("missing")}) {
      assertCode("SP-APPROVE-0012", () -> files.read(path.toString(), 100));
    }
    assertCode("SP-APPROVE-0012", () -> files.read(stick.resolve("file").toString(), 4));
    assertTrue(assertThrows(RefusedException.class, () -> files.read(pipe.toString(), 4)).getMessage().contains("a pipe, socket or device"));
  }

  private static byte[] never() {
    throw new AssertionError("asked for content");
  }

  private static void assertCode(String code, Executable action) {
    assertEquals(code, assertThrows(RefusedException.class, action).refusal().code());
  }
}
