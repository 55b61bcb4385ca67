package io.sallyport.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteFileTest {
  private static final String HERE = SiteFile.ORIGIN;

  @TempDir
  Path data;

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createDirectories(data.resolve("site/etc")).resolve("io.sallyport.http.cfg"), text);
  }

  @Test
  void nothingIsOpenedBeforeTheSitesSettingsArrive() throws IOException {
    TestSettings.DEFAULT.in(data).requireSafe(); // no file: the defaults hold
    write("host = 192.0.2.1\ntls = true\n");
    assertEquals("SP-HTTP-0005", assertThrows(RefusedException.class, () -> TestSettings.DEFAULT.in(data).requireSafe()).refusal().code());
  }

  @Test
  void aConfigurationIsThatOfTheFileOrNot() throws IOException {
    SiteFile file = new SiteFile(write("# ours\nport = 8443 \ntls:true\nhost = ${env:ADDRESS}\n"));
    Map<String, ?> taken = Map.of(HERE, "file:/x", "port", "8443", "tls", "true", "host", "192.0.2.1", "service.pid", "io.sallyport.http");
    assertTrue(file.isTakenUp(taken));
    assertFalse(file.isTakenUp(Map.of()), "none yet");
    assertFalse(file.isTakenUp(Map.of("port", "8443", "tls", "true", "host", "192.0.2.1")), "not from a file");
    assertFalse(file.isTakenUp(Map.of(HERE, "file:/x", "port", "8181", "tls", "true", "host", "192.0.2.1")), "that of before");
    assertFalse(file.isTakenUp(Map.of(HERE, "file:/x", "port", "8443", "host", "192.0.2.1")), "without a line that is new");
    Files.delete(file.path());
    assertFalse(file.isTakenUp(taken), "the file is gone, its configuration not yet");
    assertTrue(file.isTakenUp(Map.of()));
    Files.createDirectory(file.path());
    assertFalse(file.isTakenUp(Map.of()), "cannot be read");
  }
}
