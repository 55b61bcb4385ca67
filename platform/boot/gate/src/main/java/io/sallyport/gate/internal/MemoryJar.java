package io.sallyport.gate.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A jar in memory, read by its central directory as {@link java.util.zip.ZipFile} reads one on disk. Entries are inflated when they are asked for.
 * What bytes may be here was judged before; this class only finds them. Thread-safe.
 */
final class MemoryJar {
  private static final int END = 0x06054b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int END_LENGTH = 22;
  private static final int LOCAL_LENGTH = 30;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int ENCRYPTED = 1;

  /** Where an entry lies; {@code time} as in DOS. */
  private record Entry(int method, int offset, int compressed, int size, int time) {}

  private volatile byte[] bytes;
  private volatile Map<String, Entry> entries;

  /** @throws IOException if the bytes are not a jar, or one of a kind that is not read: ZIP64, encrypted, in parts, with two entries of a name */
  MemoryJar(byte[] bytes) throws IOException {
    this.bytes = bytes;
    try {
      this.entries = entries(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("not a readable jar", e);
    }
  }

  /** Names in the order of the central directory. */
  List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** The name under which an entry is found: a directory's also without its slash. */
  Optional<String> find(String name) {
    if (entries.containsKey(name)) {
      return Optional.of(name);
    }
    return entries.containsKey(name + "/") ? Optional.of(name + "/") : Optional.empty();
  }

  /** @throws IOException if the entry's data is damaged, or there is none */
  byte[] read(String name) throws IOException {
    Entry entry = entry(name);
    try (InputStream in = open(name)) {
      byte[] content = in.readNBytes(entry.size());
      if (content.length != entry.size() || in.read() >= 0) {
        throw new IOException("another length than the jar's directory says: " + name);
      }
      return content;
    }
  }

  /** @throws IOException if there is none */
  InputStream open(String name) throws IOException {
    Entry entry = entry(name);
    InputStream data = new ByteArrayInputStream(bytes, entry.offset(), entry.compressed());
    return entry.method() == STORED ? data : new Inflating(data);
  }

  /** When an entry was last changed, in milliseconds since 1970, or -1. */
  long time(String name) {
    Entry entry = entries.get(name);
    try {
      int time = entry == null ? 0 : entry.time();
      return LocalDateTime.of(1980 + (time >>> 25), time >>> 21 & 15, time >>> 16 & 31, time >>> 11 & 31, time >>> 5 & 63, (time & 31) * 2).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      return -1;
    }
  }

  /** Lets go of the bytes, whoever still holds this object. */
  void release() {
    entries = Map.of();
    bytes = new byte[0];
  }

  private Entry entry(String name) throws IOException {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IOException("no such entry: " + name);
    }
    return entry;
  }

  private static Map<String, Entry> entries(ByteBuffer jar) throws IOException {
    int end = end(jar);
    int count = unsigned(jar, end + 10);
    jar.position(jar.getInt(end + 16));
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      int at = jar.position();
      if (jar.getInt(at) != CENTRAL || (unsigned(jar, at + 8) & ENCRYPTED) != 0) {
        throw new IOException("a damaged or encrypted entry");
      }
      byte[] name = new byte[unsigned(jar, at + 28)];
      jar.position(at + 46);
      jar.get(name);
      jar.position(jar.position() + unsigned(jar, at + 30) + unsigned(jar, at + 32));
      Entry entry = new Entry(unsigned(jar, at + 10), data(jar, jar.getInt(at + 42)), jar.getInt(at + 20), jar.getInt(at + 24), jar.getInt(at + 12));
      String shown = new String(name, StandardCharsets.UTF_8);
      if (!readable(entry, jar.limit()) || entries.put(shown, entry) != null) {
        throw new IOException("an entry that is not readable, or is there twice: " + shown);
      }
    }
    return entries;
  }

  private static boolean readable(Entry entry, int length) {
    return (entry.method() == DEFLATED || entry.method() == STORED && entry.size() == entry.compressed()) && entry.size() >= 0 && entry.compressed() >= 0
        && entry.offset() <= length - entry.compressed();
  }

  private static int data(ByteBuffer jar, int local) throws IOException {
    if (jar.getInt(local) != LOCAL) {
      throw new IOException("an entry without its header");
    }
    return local + LOCAL_LENGTH + unsigned(jar, local + 26) + unsigned(jar, local + 28);
  }

  private static int end(ByteBuffer jar) throws IOException {
    for (int at = jar.limit() - END_LENGTH; at >= 0 && at >= jar.limit() - END_LENGTH - 0xffff; at--) {
      if (jar.getInt(at) == END && at + END_LENGTH + unsigned(jar, at + 20) == jar.limit()) {
        return at;
      }
    }
    throw new IOException("a jar without an end");
  }

  private static int unsigned(ByteBuffer jar, int at) {
    return Short.toUnsignedInt(jar.getShort(at));
  }

  /** Frees the inflater's native memory. */
  private static final class Inflating extends InflaterInputStream {
    Inflating(InputStream data) {
      super(data, new Inflater(true), 1 << 13);
    }

    @Override public void close() throws IOException {
      super.close();
      inf.end();
    }
  }
}
