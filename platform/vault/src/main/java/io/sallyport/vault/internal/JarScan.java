package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.zip.StrictZip;
import io.sallyport.trust.zip.StrictZipException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lists the entries of a jar and of the jars in it, within bounds. All of them are read by {@link StrictZip}, from which the gate serves what runs: a jar that
 * two readers could read differently is refused at every depth. One use, one thread.
 */
final class JarScan {
  private static final int MAX_ENTRIES = 100_000;
  /** Many times what the gate takes as a jar: honest code shrinks to a third, a bomb to a thousandth. */
  private static final long MAX_BYTES = 1L << 30;
  private static final int CHUNK = 1 << 16;
  private static final String JAR = ".jar";

  private final String where;
  private final List<BundleJar.Entry> entries = new ArrayList<>();
  private long unpacked;

  /** @param where names the jar in refusals */
  JarScan(String where) {
    this.where = where;
  }

  /**
   * Reads all of it.
   *
   * @throws StrictZipException if it, or a jar in it, could be read differently
   * @throws io.sallyport.trust.RefusedException SP-MEDIUM-0011 too many entries, 0045 too much to unpack, 0047 a name, 0070 jars three deep
   */
  List<BundleJar.Entry> scan(StrictZip zip) throws IOException {
    scan(zip, "", true);
    return List.copyOf(entries);
  }

  private void scan(StrictZip zip, String outer, boolean outermost) throws IOException {
    for (StrictZip.Entry entry : zip.entries()) {
      String name = outer + entry.name();
      ContentType content = read(entry);
      add(name, content);
      boolean jar = entry.name().endsWith(JAR);
      if (!outermost && (jar || content == ContentType.ARCHIVE)) {
        throw refuse("SP-MEDIUM-0070", "a jar in a jar in a jar: " + name, where, "ask the publisher to unpack it into the jar around it");
      }
      if (jar) {
        scan(StrictZip.of(entry.bytes()), name + "!/", false);
      }
    }
  }

  /** Counts what comes out before it is kept: the length that a jar gives need not be true. */
  private ContentType read(StrictZip.Entry entry) throws IOException {
    try (InputStream in = entry.open()) {
      byte[] bytes = next(in);
      ContentType content = ContentType.of(bytes);
      while (bytes.length > 0) {
        bytes = next(in);
      }
      entry.bytes();
      return content;
    }
  }

  private byte[] next(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(CHUNK);
    unpacked += bytes.length;
    if (unpacked > MAX_BYTES) {
      throw refuse("SP-MEDIUM-0045", "a bundle that unpacks to more than " + MAX_BYTES + " bytes", where, "ask the publisher to deliver large content as a payload part");
    }
    return bytes;
  }

  private void add(String name, ContentType content) {
    if (entries.size() >= MAX_ENTRIES) {
      throw refuse("SP-MEDIUM-0011", "a bundle with more than " + MAX_ENTRIES + " entries", where, "split the package");
    }
    String path = name.replace("!/", "/");
    String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    boolean safe = Arrays.stream(plain.split("/", -1)).noneMatch(segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."))
        && plain.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
    if (!safe) {
      throw refuse("SP-MEDIUM-0047", "an entry whose name is no plain relative path", where, "ask the publisher for an intact package");
    }
    entries.add(new BundleJar.Entry(name, content));
  }
}
