package io.sallyport.itests.appliance.forge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A zip file that some readers read differently than others: an honest one whose bytes are changed (PKWARE APPNOTE 6.3.10 names the fields).
 * Offsets that a change moves are corrected. Immutable; the methods return changed copies.
 */
public final class CrookedZip {
  private static final int CENTRAL_BYTES = 46;
  private static final int END_BYTES = 22;

  private final byte[] zip;

  private CrookedZip(byte[] zip) {
    this.zip = zip;
  }

  /** @param honest without a comment at its end */
  public static CrookedZip of(byte[] honest) {
    return new CrookedZip(honest.clone());
  }

  public byte[] bytes() {
    return zip.clone();
  }

  /** Bytes before an entry: a reader from the start finds no header there and stops, a reader from the end sees all. */
  public CrookedZip gapBefore(String entry, byte... gap) {
    return inserted(u32(central(entry) + 42), gap);
  }

  /** Bytes between the last entry and the directory. */
  public CrookedZip gapBeforeDirectory(byte... gap) {
    return inserted(directory(), gap);
  }

  /** Bytes before everything. */
  public CrookedZip prefixed(byte... prefix) {
    return inserted(0, prefix);
  }

  /** The directory ends before that entry: a reader from the start sees more. */
  public CrookedZip listedBefore(String entry) {
    int entries = position(entry);
    int from = central(entries);
    return new CrookedZip(joined(Arrays.copyOf(zip, from), Arrays.copyOfRange(zip, end(), zip.length))).endField(8, 2, entries).endField(10, 2, entries).endField(12, 4, from - directory());
  }

  /** A second zip file in the comment of the first: which end record counts? */
  public CrookedZip withCommentOf(byte[] other) {
    return new CrookedZip(joined(zip, other)).at(zip.length - 2, 2, other.length);
  }

  /** @param to of the same length */
  public CrookedZip renamedInDirectory(String from, String to) {
    return new CrookedZip(replaced(directory(), from, to));
  }

  /** @param to of the same length */
  public CrookedZip renamed(String from, String to) {
    return new CrookedZip(replaced(0, from, to));
  }

  /** A field of an entry in the directory; offsets as in section 4.3.12. */
  public CrookedZip directoryField(String entry, int offset, int bytes, long value) {
    return at(central(entry) + offset, bytes, value);
  }

  /** A field of the end record; offsets as in section 4.3.16. */
  public CrookedZip endField(int offset, int bytes, long value) {
    return at(end() + offset, bytes, value);
  }

  /** The descriptor that follows an entry which is not the last, offsets as in section 4.3.9 with signature. */
  public CrookedZip descriptorField(String entry, int offset, int bytes, long value) {
    return at(u32(central(position(entry) + 1) + 42) - 16 + offset, bytes, value);
  }

  /** An extra field of an entry in the directory. */
  public CrookedZip extra(String entry, int id, byte[] data) {
    int header = central(entry);
    int at = header + CENTRAL_BYTES + u16(header + 28) + u16(header + 30);
    byte[] field = ByteBuffer.allocate(4 + data.length).order(ByteOrder.LITTLE_ENDIAN).putShort((short) id).putShort((short) data.length).put(data).array();
    CrookedZip grown = inserted(at, field);
    return grown.at(header + 30, 2, u16(header + 30) + field.length).endField(12, 4, u32(end() + 12) + field.length);
  }

  /** The end record counts one entry more than there are. */
  public CrookedZip countedOneMore() {
    return endField(8, 2, count() + 1).endField(10, 2, count() + 1);
  }

  private CrookedZip inserted(int at, byte[] more) {
    byte[] edited = joined(joined(Arrays.copyOf(zip, at), more), Arrays.copyOfRange(zip, at, zip.length));
    CrookedZip grown = new CrookedZip(edited);
    if (directory() >= at) {
      grown = grown.endField(16, 4, directory() + more.length);
      for (int i = 0; i < count(); i++) {
        int local = u32(central(i) + 42);
        grown = local >= at ? grown.at(grown.central(i) + 42, 4, local + more.length) : grown;
      }
    }
    return grown;
  }

  private byte[] replaced(int start, String from, String to) {
    if (from.length() != to.length()) {
      throw new IllegalArgumentException(from + " is not as long as " + to);
    }
    String text = new String(zip, StandardCharsets.ISO_8859_1);
    return (text.substring(0, start) + text.substring(start).replace(from, to)).getBytes(StandardCharsets.ISO_8859_1);
  }

  private CrookedZip at(int at, int bytes, long value) {
    byte[] edited = zip.clone();
    ByteBuffer out = ByteBuffer.wrap(edited).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes == 2) {
      out.putShort(at, (short) value);
    } else {
      out.putInt(at, (int) value);
    }
    return new CrookedZip(edited);
  }

  private int end() {
    return zip.length - END_BYTES;
  }

  private int directory() {
    return u32(end() + 16);
  }

  /** Offset of the n-th header of the directory. */
  private int central(int n) {
    int at = directory();
    for (int i = 0; i < n; i++) {
      at += CENTRAL_BYTES + u16(at + 28) + u16(at + 30) + u16(at + 32);
    }
    return at;
  }

  private int central(String entry) {
    return central(position(entry));
  }

  private int position(String entry) {
    for (int i = 0; i < count(); i++) {
      int at = central(i);
      if (new String(zip, at + CENTRAL_BYTES, u16(at + 28), StandardCharsets.UTF_8).equals(entry)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no entry " + entry);
  }

  private int count() {
    return u16(end() + 10);
  }

  private int u16(int at) {
    return Short.toUnsignedInt(ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getShort(at));
  }

  private int u32(int at) {
    return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
