package io.sallyport.trust.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is accepted, three readers read alike; what they could read differently is refused. */
class StrictZipTest {
  private static final long SEED = 20261203;
  private static final int RANDOM_EDITS = 3000;
  @TempDir Path folder;

  private static byte[] zip(String... names) {
    return zip(false, names);
  }

  private static byte[] zip(boolean stored, String... names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (String name : names) {
        ZipEntry entry = new ZipEntry(name);
        byte[] content = name.endsWith("/") ? new byte[0] : ("content of " + name + " ".repeat(40)).getBytes(StandardCharsets.UTF_8);
        if (stored || name.endsWith("/")) {
          CRC32 sum = new CRC32();
          sum.update(content);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.length);
          entry.setCrc(sum.getValue());
        }
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static Map<String, String> strict(byte[] zip) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (StrictZip.Entry entry : StrictZip.of(zip).entries()) {
      contents.put(entry.name(), new String(entry.bytes(), StandardCharsets.ISO_8859_1));
    }
    return contents;
  }

  private static Map<String, String> fromTheStart(byte[] zip) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        contents.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private Map<String, String> fromTheEnd(byte[] zip) throws IOException {
    Path file = Files.write(folder.resolve("read.zip"), zip);
    Map<String, String> contents = new TreeMap<>();
    try (ZipFile in = new ZipFile(file.toFile())) {
      for (ZipEntry entry : in.stream().toList()) {
        try (InputStream content = in.getInputStream(entry)) {
          contents.put(entry.getName(), new String(content.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return contents;
  }

  @Test
  void whatJarToolsWriteIsRead() throws Exception {
    for (byte[] zip : List.of(zip("a", "d/", "d/b.class"), zip(true, "a", "d/b"), zip(), zip("ä/ö"))) {
      assertEquals(fromTheEnd(zip), strict(zip));
    }
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    new JarOutputStream(jar, new Manifest(new ByteArrayInputStream("Manifest-Version: 1.0\n\n".getBytes(StandardCharsets.UTF_8)))).close();
    assertEquals(1, strict(jar.toByteArray()).size());
  }

  @Test
  void contentIsServedByNameAndAsAStream() throws Exception {
    StrictZip zip = StrictZip.of(zip("a", "b"));
    StrictZip.Entry b = zip.entry("b").orElseThrow();
    try (InputStream in = b.open()) {
      assertArrayEquals(b.bytes(), in.readAllBytes());
    }
    assertTrue(zip.entry("c").isEmpty());
  }

  /** Offset of the n-th central header. */
  private static int central(byte[] zip, int n) {
    ByteBuffer in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int at = in.getInt(zip.length - 6);
    for (int i = 0; i < n; i++) {
      at += 46 + in.getShort(at + 28) + in.getShort(at + 30) + in.getShort(at + 32);
    }
    return at;
  }

  private static byte[] with(byte[] zip, int at, int bytes, long value) {
    byte[] edited = zip.clone();
    ByteBuffer out = ByteBuffer.wrap(edited).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes == 2) {
      out.putShort(at, (short) value);
    } else {
      out.putInt(at, (int) value);
    }
    return edited;
  }

  private static int u32(byte[] zip, int at) {
    return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  private static byte[] inserted(byte[] zip, int at, byte[] more) {
    byte[] edited = Arrays.copyOf(zip, zip.length + more.length);
    System.arraycopy(zip, at, edited, at + more.length, zip.length - at);
    System.arraycopy(more, 0, edited, at, more.length);
    return edited;
  }

  /** Bytes between two things, with the directory's offset corrected. */
  private static byte[] gap(byte[] zip, int at, byte[] more) {
    byte[] edited = inserted(zip, at, more);
    int directory = u32(zip, zip.length - 6);
    edited = directory >= at ? with(edited, edited.length - 6, 4, directory + more.length) : edited;
    for (int i = 0; directory >= at && i < Short.toUnsignedInt(ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getShort(zip.length - 12)); i++) {
      int header = central(edited, i);
      edited = u32(edited, header + 42) >= at ? with(edited, header + 42, 4, u32(edited, header + 42) + more.length) : edited;
    }
    return edited;
  }

  private static byte[] renamed(byte[] zip, String from, String to, boolean localToo) {
    String text = new String(zip, StandardCharsets.ISO_8859_1);
    int directory = u32(zip, zip.length - 6);
    String head = text.substring(0, directory);
    String tail = text.substring(directory).replace(from, to);
    return ((localToo ? head.replace(from, to) : head) + tail).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, byte[]> attacks() {
    byte[] two = zip("first", "second");
    byte[] stored = zip(true, "first", "second");
    int c0 = central(two, 0);
    int c1 = central(two, 1);
    byte[] four = {0, 0, 0, 0};
    Map<String, byte[]> attacks = new LinkedHashMap<>();
    attacks.put("four bytes before the first entry", gap(stored, 0, four));
    attacks.put("four bytes between two entries", gap(stored, u32(stored, central(stored, 1) + 42), four));
    attacks.put("four bytes before the directory", gap(stored, u32(stored, stored.length - 6), four));
    attacks.put("bytes after the end record", Arrays.copyOf(two, two.length + 4));
    attacks.put("a comment", with(Arrays.copyOf(two, two.length + 4), two.length - 2, 2, 4));
    attacks.put("a second end record in the comment", with(inserted(two, two.length, Arrays.copyOfRange(two, two.length - 22, two.length)), two.length - 2, 2, 22));
    attacks.put("an entry that only the start has", with(with(with(two, two.length - 14, 2, 1), two.length - 12, 2, 1), two.length - 10, 4, c1 - c0));
    attacks.put("names that differ", renamed(two, "second", "sekond", false));
    attacks.put("two of one name", renamed(two, "second", "first\0", true));
    attacks.put("the same name twice", renamed(zip("first", "other"), "other", "first", true));
    attacks.put("names that differ in case", zip("First", "fiRST"));
    attacks.put("a file and a directory of one name", zip("a", "a/b"));
    attacks.put("a directory with content", renamed(zip("first", "secon_"), "secon_", "secon/", true));
    attacks.put("encrypted", with(two, c0 + 8, 2, u32(two, c0 + 8) | 1));
    attacks.put("an unknown method", with(two, c0 + 10, 2, 12));
    attacks.put("methods that differ", with(two, c0 + 10, 2, 0));
    attacks.put("flags that differ", with(two, c0 + 8, 2, 0));
    attacks.put("another checksum in the directory", with(two, c0 + 16, 4, 1));
    attacks.put("another size in the directory", with(two, c0 + 24, 4, 1));
    attacks.put("ZIP64 sizes", with(two, c0 + 20, 4, -1));
    attacks.put("ZIP64 count", with(with(two, two.length - 14, 2, 0xffff), two.length - 12, 2, 0xffff));
    attacks.put("ZIP64 offset", with(two, two.length - 6, 4, -1));
    attacks.put("more entries than the directory has", with(with(two, two.length - 14, 2, 3), two.length - 12, 2, 3));
    attacks.put("a disk number", with(two, two.length - 18, 2, 1));
    attacks.put("an overlap", with(two, c1 + 42, 4, 0));
    attacks.put("an offset outside", with(two, c1 + 42, 4, 1 << 30));
    attacks.put("an entry's comment", with(two, c0 + 32, 2, 1));
    attacks.put("an extra field beyond the header", with(two, c0 + 30, 2, 5));
    attacks.put("a descriptor that says something else", with(two, u32(two, c1 + 42) - 8, 4, 7));
    attacks.put("a name of unsaid characters", with(with(renamed(two, "first", "fi\u00e4st", true), c0 + 8, 2, 8), 6, 2, 8));
    attacks.put("malformed UTF-8", renamed(two, "first", "fi\u00e4st", true));
    attacks.put("cut short", Arrays.copyOf(two, two.length - 1));
    attacks.put("empty", new byte[0]);
    return attacks;
  }

  @TestFactory
  Stream<DynamicTest> whatTwoReadersCouldReadDifferentlyIsRefused() {
    return attacks().entrySet().stream().map(attack -> DynamicTest.dynamicTest(attack.getKey(), () -> assertThrows(StrictZipException.class, () -> strict(attack.getValue()))));
  }

  @Test
  void damagedContentIsRefusedWhenItIsRead() throws Exception {
    byte[] zip = zip(true, "first");
    zip[40] ^= 1;
    StrictZip read = StrictZip.of(zip);
    assertThrows(StrictZipException.class, () -> read.entries().get(0).bytes());
  }

  /** Bytes changed at random: refused, or all three read the same. */
  @Test
  void whateverIsAcceptedAllReadersReadAlike() throws Exception {
    Random random = new Random(SEED);
    int accepted = 0;
    for (int i = 0; i < RANDOM_EDITS; i++) {
      byte[] zip = random.nextBoolean() ? zip("first", "d/", "d/second") : zip(true, "first", "d/second", "x.jar");
      for (int edits = random.nextInt(3) + 1; edits > 0; edits--) {
        zip[random.nextInt(zip.length)] = (byte) random.nextInt(256);
      }
      Map<String, String> read;
      try {
        read = strict(zip);
      } catch (StrictZipException refused) {
        continue;
      }
      accepted++;
      try {
        assertEquals(read, fromTheStart(zip));
        assertEquals(read, fromTheEnd(zip));
      } catch (IOException | IllegalArgumentException e) {
        fail("accepted, but another reader does not: edit " + i, e);
      }
    }
    assertTrue(accepted > RANDOM_EDITS / 50, "only " + accepted + " were accepted");
  }
}
