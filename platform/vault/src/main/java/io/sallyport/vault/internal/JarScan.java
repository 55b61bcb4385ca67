package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Lists the entries of a jar and of the jars in it, within bounds. A jar has a directory at its end and headers before its entries. The
 * framework reads by the former, the features service by the latter: both must see the same entries, each once, or the one could be shown
 * another bundle than the other runs. One use, one thread.
 */
final class JarScan {
  private static final int MOST_ENTRIES = 100_000;
  /** Twice what the gate takes as a jar: honest code shrinks to a third, a bomb to a thousandth. */
  private static final long MOST_BYTES = 1L << 30;
  private static final int CHUNK = 1 << 16;

  private final String where;
  private final List<BundleJar.Entry> entries = new ArrayList<>();
  private long unpacked;

  /** @param where names the jar in refusals */
  JarScan(String where) {
    this.where = where;
  }

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0011 two readings or too many entries, 0045 too much to unpack, 0047 a name */
  List<BundleJar.Entry> scan(ZipFile zip, Path file) throws IOException {
    Set<String> listed = new HashSet<>();
    for (ZipEntry entry : zip.stream().toList()) {
      if (!listed.add(entry.getName())) {
        throw ambiguous(entry.getName());
      }
    }
    try (ZipInputStream in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!listed.remove(entry.getName())) {
          throw ambiguous(entry.getName());
        }
        compare(in, zip, entry.getName());
      }
    }
    if (!listed.isEmpty()) {
      throw ambiguous(listed.iterator().next());
    }
    for (ZipEntry entry : zip.stream().filter(entry -> entry.getName().endsWith(".jar")).toList()) {
      nested(zip, entry);
    }
    return List.copyOf(entries);
  }

  /** Bytes are compared, not checksums: those of a zip can be made to agree. */
  private void compare(InputStream streamed, ZipFile zip, String name) throws IOException {
    try (InputStream listed = zip.getInputStream(zip.getEntry(name))) {
      byte[] left = next(streamed);
      add(name, left);
      while (left.length > 0) {
        if (!Arrays.equals(left, listed.readNBytes(left.length))) {
          throw ambiguous(name);
        }
        left = next(streamed);
      }
      if (listed.read() >= 0) {
        throw ambiguous(name);
      }
    }
  }

  private void nested(ZipFile zip, ZipEntry jar) throws IOException {
    try (ZipInputStream in = new ZipInputStream(zip.getInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] bytes = next(in);
        add(jar.getName() + "!/" + entry.getName(), bytes);
        while (bytes.length > 0) {
          bytes = next(in);
        }
      }
    }
  }

  private byte[] next(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(CHUNK);
    unpacked += bytes.length;
    if (unpacked > MOST_BYTES) {
      throw refuse("SP-MEDIUM-0045", "a bundle that unpacks to more than " + MOST_BYTES + " bytes", where, "ask the publisher to deliver large content as a payload part");
    }
    return bytes;
  }

  private void add(String name, byte[] head) {
    if (entries.size() >= MOST_ENTRIES) {
      throw refuse("SP-MEDIUM-0011", "a bundle with more than " + MOST_ENTRIES + " entries", where, "split the package");
    }
    String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    boolean safe = Arrays.stream(plain.split("/", -1)).noneMatch(segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."))
        && plain.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
    if (!safe) {
      throw refuse("SP-MEDIUM-0047", "an entry whose name is no plain relative path", where, "ask the publisher for an intact package");
    }
    entries.add(new BundleJar.Entry(name, ContentType.of(head)));
  }

  private RuntimeException ambiguous(String entry) {
    return refuse("SP-MEDIUM-0011", "a jar that reads differently from its start and from its end: " + entry, where, "ask the publisher for an intact package");
  }
}
