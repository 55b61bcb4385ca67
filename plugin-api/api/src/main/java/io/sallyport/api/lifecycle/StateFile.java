package io.sallyport.api.lifecycle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * What a plugin keeps over restarts and swaps, in one file of its {@linkplain PluginFiles#directory() directory}: a first line that names its
 * form, the content, and the SHA-256 of both; at most 64 MiB. A write replaces the file as a whole and is on the disk when it returns: after a
 * crash or a power cut there is what was written last, or what was before. What was changed or cut off since is found when it is read.
 * Thread-safe; of two versions of a package that write during a swap, the last one's content stands.
 */
public final class StateFile {
  private static final int DIGEST = 32;
  private static final int NAME_DIGITS = 8;
  private static final long LARGEST = 64L << 20;
  /** Writers of one file share one of them, whichever version they are of: this class is the platform's. */
  private static final Object[] LOCKS = Stream.generate(Object::new).limit(16).toArray();

  /** Writes content. */
  @FunctionalInterface
  public interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads content. What it throws says why the content makes no sense. */
  @FunctionalInterface
  public interface Reader {
    void read(DataInputStream in) throws IOException;
  }

  /** What was found. */
  public sealed interface Found {
    /** There is no file. */
    record Nothing() implements Found {}

    /** The content was read. */
    record Content() implements Found {}

    /**
     * The file is not what was written, of another form, or its content makes no sense; of the latter a part may have been read.
     *
     * @param why for people, in English
     */
    record Damaged(String why) implements Found {}
  }

  private final Path file;
  private final byte[] head;

  /**
   * @param file in a directory that is there
   * @param form what the content is, with its version, such as {@code acme.pump/1}; one line of ASCII
   * @throws IllegalArgumentException if the form is empty or more than that
   */
  public StateFile(Path file, String form) {
    if (form.isEmpty() || !form.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("the form is not one word of ASCII: " + form);
    }
    this.file = file;
    this.head = (form + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** The file {@link #name NAME}{@code .state} in the directory. */
  public static StateFile of(Path directory, String subject, String form) {
    return new StateFile(directory.resolve(name(subject) + ".state"), form);
  }

  /** A file name for any text, unlike that of any other text: letters, digits, hyphens and underscores. Legible while the text is short. */
  public static String name(String subject) {
    String legible = subject.replaceAll("[^A-Za-z0-9_-]", "_");
    String digest = HexFormat.of().formatHex(sha256(subject.getBytes(StandardCharsets.UTF_8))).substring(0, NAME_DIGITS);
    return legible.substring(0, Math.min(legible.length(), 100)) + "-" + digest;
  }

  public Path file() {
    return file;
  }

  /** @throws IOException if it cannot be written, or is larger than it may be; then the file is as it was */
  public void write(Writer writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(head);
    writer.write(new DataOutputStream(bytes));
    bytes.write(sha256(bytes.toByteArray()));
    if (bytes.size() > LARGEST) {
      throw new IOException(file + " would be larger than " + LARGEST + " bytes");
    }
    replace(file, bytes.toByteArray());
  }

  /** @throws IOException if there is a file that cannot be read at all */
  public Found read(Reader reader) throws IOException {
    byte[] all;
    try {
      if (Files.size(file) > LARGEST) {
        return new Found.Damaged("it is larger than " + LARGEST + " bytes");
      }
      all = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new Found.Nothing();
    }
    if (all.length < head.length + DIGEST || !Arrays.equals(all, 0, head.length, head, 0, head.length)) {
      return new Found.Damaged("it does not begin as this version writes it");
    }
    byte[] body = Arrays.copyOf(all, all.length - DIGEST);
    if (!MessageDigest.isEqual(sha256(body), Arrays.copyOfRange(all, all.length - DIGEST, all.length))) {
      return new Found.Damaged("its digest does not match");
    }
    try {
      reader.read(new DataInputStream(new ByteArrayInputStream(body, head.length, body.length - head.length)));
      return new Found.Content();
    } catch (IOException | RuntimeException e) {
      return new Found.Damaged(String.valueOf(e.getMessage()));
    }
  }

  /** Puts the file beside, as {@code FILE.damaged}, where nobody reads it, for whoever looks into it. @throws IOException if it cannot be moved */
  public void setAside() throws IOException {
    Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Replaces any file as a whole, with any content, as {@link #write} does. @throws IOException if it cannot be written; then the file is as it was */
  public static void replace(Path file, byte[] content) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path beside = absolute.resolveSibling(absolute.getFileName() + ".new");
    synchronized (LOCKS[Math.floorMod(absolute.hashCode(), LOCKS.length)]) {
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(beside, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel directory = FileChannel.open(absolute.getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
