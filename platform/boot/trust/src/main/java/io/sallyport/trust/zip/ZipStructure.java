package io.sallyport.trust.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Walks the central directory and the local headers side by side. For one use. */
final class ZipStructure {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_BYTES = 46;
  private static final int END_BYTES = 22;
  private static final int DESCRIPTOR_BYTES = 16;
  private static final int MAX_ENTRIES = 0xfffe;

  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  /** Bits 1 and 2: how hard the packer tried; 3: a descriptor follows; 11: the name is UTF-8. */
  private static final int KNOWN_FLAGS = 0b1000_0000_1110;
  private static final int WITH_DESCRIPTOR = 0b1000;
  private static final int UTF_8 = 0b1000_0000_0000;
  /** Extra fields that change nothing: the mark of a jar (JDK), times (Info-ZIP, NTFS), Unix owner (Info-ZIP). */
  private static final Set<Integer> KNOWN_EXTRA = Set.of(0xcafe, 0x5455, 0x000a, 0x7875);

  private final byte[] bytes;
  private final ByteBuffer jar;
  private final Set<String> files = new HashSet<>();
  private final Set<String> directories = new HashSet<>();
  private final Set<String> declaredDirectories = new HashSet<>();
  /** Where the next local header must be. */
  private int local;

  ZipStructure(byte[] bytes) {
    this.bytes = bytes;
    this.jar = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  List<StrictZip.Entry> entries() throws StrictZipException {
    try {
      return walk();
    } catch (IndexOutOfBoundsException e) {
      throw new StrictZipException("cut short, or with an offset outside of it");
    }
  }

  private List<StrictZip.Entry> walk() throws StrictZipException {
    int end = bytes.length - END_BYTES;
    require(end >= 0 && jar.getInt(end) == END && u16(end + 20) == 0, "no end record without comment at the very end");
    int count = u16(end + 10);
    require(u16(end + 4) == 0 && u16(end + 6) == 0 && u16(end + 8) == count && count <= MAX_ENTRIES, "in parts, or of more than " + MAX_ENTRIES + " entries");
    int directory = jar.getInt(end + 16);
    require(directory >= 0 && jar.getInt(end + 12) == end - directory, "a directory that does not end where the end record begins");
    List<StrictZip.Entry> entries = new ArrayList<>(count);
    int central = directory;
    for (int i = 0; i < count; i++) {
      require(jar.getInt(central) == CENTRAL, "a damaged directory");
      entries.add(entry(central));
      central += CENTRAL_BYTES + u16(central + 28) + u16(central + 30) + u16(central + 32);
    }
    require(central == end, "something between the directory and the end record");
    require(local == directory, "something between the entries and the directory");
    return entries;
  }

  private StrictZip.Entry entry(int central) throws StrictZipException {
    int flags = u16(central + 8);
    String name = name(central + CENTRAL_BYTES, u16(central + 28), flags);
    int method = u16(central + 10);
    int crc = jar.getInt(central + 16);
    int compressed = jar.getInt(central + 20);
    int size = jar.getInt(central + 24);
    require((flags & ~KNOWN_FLAGS) == 0, "an entry that is encrypted or of an unknown kind: " + name);
    require(method == DEFLATED || method == STORED && size == compressed && (flags & WITH_DESCRIPTOR) == 0, "neither stored nor deflated: " + name);
    require(compressed >= 0 && size >= 0, "larger than 2 GiB: " + name);
    require(u16(central + 32) == 0 && u16(central + 34) == 0, "an entry with a comment or in another part: " + name);
    extra(central + CENTRAL_BYTES + u16(central + 28), u16(central + 30), name);
    require(jar.getInt(central + 42) == local, "a gap, an overlap or another order: " + name);
    int data = sameHeader(central, name, flags, crc, compressed, size);
    require(data <= bytes.length - compressed, "longer than the jar: " + name);
    local = data + compressed;
    if ((flags & WITH_DESCRIPTOR) != 0) {
      require(jar.getInt(local) == DESCRIPTOR && jar.getInt(local + 4) == crc && jar.getInt(local + 8) == compressed && jar.getInt(local + 12) == size,
          "a descriptor that says something else: " + name);
      local += DESCRIPTOR_BYTES;
    }
    known(name, size);
    return new StrictZip.Entry(name, bytes, data, compressed, size, crc, method == DEFLATED, jar.getInt(central + 12));
  }

  /** @return where the data begins */
  private int sameHeader(int central, String name, int flags, int crc, int compressed, int size) throws StrictZipException {
    require(jar.getInt(local) == LOCAL, "no header before " + name);
    boolean later = (flags & WITH_DESCRIPTOR) != 0;
    boolean same = u16(local + 6) == flags && u16(local + 8) == u16(central + 10) && jar.getInt(local + 10) == jar.getInt(central + 12)
        && (later ? zeroOr(local + 14, crc) && zeroOr(local + 18, compressed) && zeroOr(local + 22, size)
            : jar.getInt(local + 14) == crc && jar.getInt(local + 18) == compressed && jar.getInt(local + 22) == size);
    int length = u16(local + 26);
    require(same && length == u16(central + 28) && name(local + LOCAL_BYTES, length, flags).equals(name), "two headers that differ: " + name);
    extra(local + LOCAL_BYTES + length, u16(local + 28), name);
    return local + LOCAL_BYTES + length + u16(local + 28);
  }

  private boolean zeroOr(int at, int value) {
    return jar.getInt(at) == 0 || jar.getInt(at) == value;
  }

  private void extra(int from, int length, String name) throws StrictZipException {
    int at = from;
    while (at < from + length) {
      require(from + length - at >= 4 && KNOWN_EXTRA.contains(u16(at)), "an extra field that could mean something: " + name);
      at += 4 + u16(at + 2);
    }
    require(at == from + length, "a damaged extra field: " + name);
  }

  private String name(int at, int length, int flags) throws StrictZipException {
    require(length > 0 && at <= bytes.length - length, "an entry without a name");
    try {
      ByteBuffer encoded = ByteBuffer.wrap(bytes, at, length);
      String name = ((flags & UTF_8) != 0 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII).newDecoder().decode(encoded).toString();
      require(name.indexOf('\0') < 0, "a name that some readers end in the middle");
      return name;
    } catch (CharacterCodingException e) {
      throw new StrictZipException("a name whose characters are not said");
    }
  }

  /** Once, also where case does not count, and never a file where another entry has a directory. */
  private void known(String name, int size) throws StrictZipException {
    String folded = name.toLowerCase(Locale.ROOT);
    boolean directory = folded.endsWith("/");
    String path = directory ? folded.substring(0, folded.length() - 1) : folded;
    require(directory ? !files.contains(path) && size == 0 : !directories.contains(path), "a file and a directory of one name, or a directory with content: " + name);
    require(directory ? declared(path) : files.add(path), "a name that is there twice: " + name);
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      String parent = path.substring(0, slash);
      require(!files.contains(parent), "a file and a directory of one name: " + name);
      directories.add(parent);
    }
  }

  private boolean declared(String path) {
    directories.add(path);
    return declaredDirectories.add(path);
  }

  private int u16(int at) {
    return Short.toUnsignedInt(jar.getShort(at));
  }

  private static void require(boolean holds, String otherwise) throws StrictZipException {
    if (!holds) {
      throw new StrictZipException(otherwise);
    }
  }
}
