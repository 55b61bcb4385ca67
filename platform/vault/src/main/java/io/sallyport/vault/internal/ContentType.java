package io.sallyport.vault.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the first bytes of a file say it is, whatever its name says. */
enum ContentType {
  /** A Java class file. */
  CLASS,
  /** A program or library of an operating system: ELF, PE or Mach-O. */
  NATIVE,
  /** A zip archive, and so a jar. */
  ARCHIVE,
  /** A script with an interpreter line. */
  SCRIPT,
  /** Anything else. */
  OTHER;

  private static final int ELF = 0x7f454c46;
  private static final int CLASS_OR_FAT = 0xcafebabe;
  private static final int ZIP = 0x504b0304;
  private static final int EMPTY_ZIP = 0x504b0506;
  private static final int MACH_32 = 0xfeedface;
  private static final int MACH_64 = 0xfeedfacf;
  private static final int PE_POINTER = 0x3c;
  private static final int PE = 0x4550;

  /** @param head the file's beginning: some kilobytes, or all of it if it is shorter */
  static ContentType of(byte[] head) {
    if (head.length < 4) {
      return OTHER;
    }
    if (head[0] == '#' && head[1] == '!') {
      return SCRIPT;
    }
    int magic = ByteBuffer.wrap(head).getInt();
    return switch (magic) {
      case CLASS_OR_FAT -> CLASS;
      case ZIP, EMPTY_ZIP -> ARCHIVE;
      case ELF, MACH_32, MACH_64 -> NATIVE;
      default -> magic == Integer.reverseBytes(MACH_32) || magic == Integer.reverseBytes(MACH_64) || portable(head) ? NATIVE : OTHER;
    };
  }

  /** "MZ" alone may begin a text; the header that it points to may not. */
  private static boolean portable(byte[] head) {
    if (head[0] != 'M' || head[1] != 'Z' || head.length < PE_POINTER + 4) {
      return false;
    }
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int header = bytes.getInt(PE_POINTER);
    return header >= 0 && header <= head.length - 4 && bytes.getInt(header) == PE;
  }
}
