package io.sallyport.diode;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * Which blocks of a transfer are missing, short enough to be read out, typed or photographed: the beginning of the session, up to
 * {@value #MOST_RANGES} ranges of blocks, a checksum; in Crockford's base 32, in groups of four. Where more ranges are missing, those with the
 * smallest gaps between them are joined: what is sent again without need does no harm. Thread-safe: immutable.
 *
 * @param session the first 24 bits of the session
 * @param ranges not empty, ascending, neither touching nor overlapping
 */
public record MissingList(int session, List<Range> ranges) {
  private static final int MOST_RANGES = 12;
  private static final int GROUP = 4;
  private static final int CHECK_BYTES = 3;
  private static final int SESSION_BYTES = 3;
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS = 5;

  /**
   * Blocks from {@code first} to {@code last}, both included.
   */
  public record Range(int first, int last) {
    int count() {
      return last - first + 1;
    }
  }

  public MissingList {
    ranges = List.copyOf(ranges);
  }

  /** @param missing not empty */
  static MissingList of(SessionId session, BitSet missing) {
    List<Range> ranges = new ArrayList<>();
    for (int first = missing.nextSetBit(0); first >= 0; first = missing.nextSetBit(missing.nextClearBit(first))) {
      ranges.add(new Range(first, missing.nextClearBit(first) - 1));
    }
    while (ranges.size() > MOST_RANGES) {
      joinNearest(ranges);
    }
    return new MissingList(beginning(session), ranges);
  }

  /**
   * Reads what {@link #toString} wrote, as a person types it: lower case, O for 0, I or L for 1, any spaces and dashes.
   *
   * @throws io.sallyport.trust.RefusedException SP-DIODE-0011 if it was mistyped
   */
  public static MissingList parse(String text) {
    byte[] bytes = decode(text);
    int content = bytes.length - CHECK_BYTES;
    if (content <= SESSION_BYTES || check(bytes, content) != number(bytes, content)) {
      throw mistyped(text);
    }
    List<Range> ranges = new ArrayList<>();
    int[] at = {SESSION_BYTES};
    long next = 0;
    while (at[0] < content) {
      long first = next + variable(bytes, at, content, text);
      long last = first + variable(bytes, at, content, text);
      next = last + 2;
      if (last > Integer.MAX_VALUE - 2) {
        throw mistyped(text);
      }
      ranges.add(new Range((int) first, (int) last));
    }
    return new MissingList(number(bytes, 0), ranges);
  }

  /** How many blocks it names. */
  public int blocks() {
    return ranges.stream().mapToInt(Range::count).sum();
  }

  /** Whether it was written for that session. */
  boolean isOf(SessionId other) {
    return session == beginning(other);
  }

  @Override
  public String toString() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(number(session));
    int next = 0;
    for (Range range : ranges) {
      variable(bytes, range.first() - next);
      variable(bytes, range.last() - range.first());
      next = range.last() + 2;
    }
    bytes.writeBytes(number(check(bytes.toByteArray(), bytes.size())));
    return encode(bytes.toByteArray());
  }

  private static void joinNearest(List<Range> ranges) {
    int nearest = 0;
    for (int i = 1; i < ranges.size() - 1; i++) {
      if (gap(ranges, i) < gap(ranges, nearest)) {
        nearest = i;
      }
    }
    ranges.set(nearest, new Range(ranges.get(nearest).first(), ranges.remove(nearest + 1).last()));
  }

  private static int gap(List<Range> ranges, int before) {
    return ranges.get(before + 1).first() - ranges.get(before).last();
  }

  private static int beginning(SessionId session) {
    return (int) (session.high() >>> Long.SIZE - SESSION_BYTES * Byte.SIZE);
  }

  private static int check(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue() & 0xffffff;
  }

  private static byte[] number(int value) {
    return new byte[] {(byte) (value >> 16), (byte) (value >> 8), (byte) value};
  }

  private static int number(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
  }

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  private static void variable(ByteArrayOutputStream out, int value) {
    int rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write(rest & 0x7f | 0x80);
    }
    out.write(rest);
  }

  private static long variable(byte[] bytes, int[] at, int end, String text) {
    long value = 0;
    for (int shift = 0; shift < Integer.SIZE && at[0] < end; shift += 7) {
      byte next = bytes[at[0]++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw mistyped(text);
  }

  private static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int count = (bytes.length * Byte.SIZE + BITS - 1) / BITS;
    for (int i = 0; i < count; i++) {
      if (i > 0 && i % GROUP == 0) {
        text.append('-');
      }
      int digit = 0;
      for (int bit = i * BITS; bit < (i + 1) * BITS; bit++) {
        digit = digit << 1 | (bit / Byte.SIZE < bytes.length ? bytes[bit / Byte.SIZE] >> 7 - bit % Byte.SIZE & 1 : 0);
      }
      text.append(DIGITS.charAt(digit));
    }
    return text.toString();
  }

  private static byte[] decode(String text) {
    String typed = text.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "").replace('O', '0').replace('I', '1').replace('L', '1');
    byte[] bytes = new byte[typed.length() * BITS / Byte.SIZE];
    for (int i = 0; i < typed.length(); i++) {
      int digit = DIGITS.indexOf(typed.charAt(i));
      if (digit < 0) {
        throw mistyped(text);
      }
      for (int bit = 0; bit < BITS; bit++) {
        int position = i * BITS + bit;
        if (position / Byte.SIZE < bytes.length) {
          bytes[position / Byte.SIZE] |= (byte) ((digit >> BITS - 1 - bit & 1) << 7 - position % Byte.SIZE);
        }
      }
    }
    return bytes;
  }

  private static RuntimeException mistyped(String text) {
    return Refusals.refuse("SP-DIODE-0011", "this is no missing list: a character is wrong, missing or too many", text.length() > 200 ? text.substring(0, 200) : text,
        "compare it with what medium:diode prints");
  }
}
