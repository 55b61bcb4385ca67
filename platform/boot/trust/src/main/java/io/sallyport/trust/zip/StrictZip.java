package io.sallyport.trust.zip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A jar in memory, in the one layout that a reader from the start (local headers) and a reader from the end (central directory) must read
 * alike (PKWARE APPNOTE 6.3.10, restricted): entries without gap or overlap in the order of the directory, both headers the same, the
 * directory right after them, one end record without comment at the very end; no ZIP64, no encryption, stored or deflated; names once, also
 * if case is ignored, and no file where another entry has a directory. Immutable and thread-safe; the array must not be changed.
 */
public final class StrictZip {
  /** Without entries. */
  public static final StrictZip EMPTY = new StrictZip(List.of());

  private final List<Entry> entries;
  private final Map<String, Entry> byName;

  private StrictZip(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    this.byName = this.entries.stream().collect(Collectors.toUnmodifiableMap(Entry::name, Function.identity()));
  }

  /**
   * Reads the structure; what entries hold is read when it is asked for.
   *
   * @param bytes the whole jar, at most 2 GiB
   * @throws StrictZipException if it is in another layout
   */
  public static StrictZip of(byte[] bytes) throws StrictZipException {
    return new StrictZip(new ZipStructure(bytes).entries());
  }

  /** In the order of the jar. */
  public List<Entry> entries() {
    return entries;
  }

  /** @param name exactly as in the jar; directories end with a slash */
  public Optional<Entry> entry(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** One file or directory of a jar. Immutable. */
  public static final class Entry {
    private static final int BUFFER_BYTES = 1 << 13;

    private final String name;
    private final byte[] jar;
    private final int offset;
    private final int compressed;
    private final int size;
    private final int crc;
    private final boolean deflated;
    private final int dosTime;

    Entry(String name, byte[] jar, int offset, int compressed, int size, int crc, boolean deflated, int dosTime) {
      this.name = name;
      this.jar = jar;
      this.offset = offset;
      this.compressed = compressed;
      this.size = size;
      this.crc = crc;
      this.deflated = deflated;
      this.dosTime = dosTime;
    }

    /** A relative path; of a directory with a slash at its end. */
    public String name() {
      return name;
    }

    /** Length of the content, in bytes. */
    public int size() {
      return size;
    }

    public boolean isDirectory() {
      return name.endsWith("/");
    }

    /** Date and time of the last change as MS-DOS writes them, date in the upper 16 bits. */
    public int dosTime() {
      return dosTime;
    }

    /**
     * The content, checked: it has the length and the checksum that the jar gives, and its compressed form is used to its last byte.
     *
     * @throws StrictZipException otherwise
     */
    public byte[] bytes() throws StrictZipException {
      Inflater inflater = new Inflater(true);
      try (InputStream in = open(inflater)) {
        byte[] content = in.readNBytes(size);
        boolean whole = content.length == size && in.read() < 0 && (!deflated || inflater.finished() && inflater.getBytesRead() == compressed);
        CRC32 sum = new CRC32();
        sum.update(content);
        if (!whole || (int) sum.getValue() != crc) {
          throw new StrictZipException("another length or checksum than the jar gives for " + name);
        }
        return content;
      } catch (StrictZipException e) {
        throw e;
      } catch (IOException e) {
        throw new StrictZipException("damaged content of " + name);
      } finally {
        inflater.end();
      }
    }

    /** The content as a stream, unchecked but for its compression; close it. Use {@link #bytes()} to judge it. */
    public InputStream open() {
      Inflater inflater = new Inflater(true);
      InputStream content = open(inflater);
      return deflated ? new InputStreamWithInflater(content, inflater) : content;
    }

    private InputStream open(Inflater inflater) {
      InputStream data = new ByteArrayInputStream(jar, offset, compressed);
      return deflated ? new InflaterInputStream(data, inflater, BUFFER_BYTES) : data;
    }
  }
}
