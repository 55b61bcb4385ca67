package io.sallyport.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release comes from anywhere: what would fill the appliance's memory is refused. */
class HostileReleaseTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final String MANIFEST = "Manifest-Version: 1.0\nExport-Package: io.sallyport.api.signal;version=0.3.0\nBundle-ClassPath: .,inner.jar\n\n";
  @TempDir Path folder;

  @Test
  void classesThatUnpackToTooMuch() throws IOException {
    refused("SP-COMPAT-0011", "its class files unpack to more than", jar(MANIFEST, zip -> zeros(zip, "a/Bomb.class", 130)));
  }

  @Test
  void classesOfAnInnerJarThatUnpackToTooMuch() throws IOException {
    Path inner = jar(MANIFEST, zip -> {
      zeros(zip, "a/Half.class", 70);
      zeros(zip, "a/Other.class", 70);
    });
    refused("SP-COMPAT-0011", "its class files unpack to more than", jar(MANIFEST, zip -> {
      zip.putNextEntry(new ZipEntry("inner.jar"));
      Files.copy(inner, zip);
    }));
  }

  @Test
  void aManifestWithoutEnd() throws IOException {
    refused("SP-COMPAT-0011", "its manifest is larger than", jar(MANIFEST + "X: y\n".repeat(MEBIBYTE / 4), zip -> {}));
  }

  @Test
  void aJarLargerThanAnyApi() throws IOException {
    Path jar = folder.resolve("large.jar");
    try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
      file.setLength(65L * MEBIBYTE);
    }
    refused("SP-COMPAT-0010", "larger than", jar);
  }

  @Test
  void aTruncatedJar() throws IOException {
    Path jar = new ApiJar().write(folder.resolve("whole.jar"));
    byte[] bytes = Files.readAllBytes(jar);
    refused("SP-COMPAT-0011", "it is no readable bundle", Files.write(folder.resolve("half.jar"), Arrays.copyOf(bytes, bytes.length / 2)));
  }

  @Test
  void anInventoryLargerThanAny() throws IOException {
    Files.createDirectories(folder.resolve("home/trust"));
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("home/trust/inventory.json").toFile(), "rw")) {
      file.setLength(17L * MEBIBYTE);
    }
    RefusedException refused = assertThrows(RefusedException.class, () -> PlatformRelease.open(folder.resolve("home"), Optional.of(new byte[0])));
    assertEquals("SP-TRUST-0021", refused.refusal().code());
  }

  private static void refused(String code, String what, Path release) {
    RefusedException refused = assertThrows(RefusedException.class, () -> PlatformRelease.open(release, Optional.empty()));
    assertEquals(code, refused.refusal().code());
    assertTrue(refused.getMessage().contains(what), refused::getMessage);
  }

  /** What a jar holds beside its manifest. */
  private interface Content {
    void write(ZipOutputStream zip) throws IOException;
  }

  private Path jar(String manifest, Content content) throws IOException {
    Path jar = Files.createTempFile(folder, "release", ".jar");
    try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write(manifest.getBytes(StandardCharsets.US_ASCII));
      content.write(zip);
    }
    return jar;
  }

  private static void zeros(ZipOutputStream zip, String name, int mebibytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    byte[] block = new byte[MEBIBYTE];
    for (int i = 0; i < mebibytes; i++) {
      zip.write(block);
    }
  }
}
