package io.sallyport.capability.anomalydetection;

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

/** What outlives a restart, in one file: a first line, the content, and the SHA-256 of both. Written beside and moved, so it is whole or absent. */
final class StateFile {
  private static final byte[] HEAD = "sallyport.anomaly-detection/1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;
  private static final long LARGEST = 64L << 20;

  /** Writes content. */
  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads content. */
  interface Reader {
    void read(DataInputStream in) throws IOException;
  }

  /** What was found. */
  sealed interface Found {
    record Nothing() implements Found {}

    record Content() implements Found {}

    /** The file is not what was written, or of another form. */
    record Damaged(String why) implements Found {}
  }

  private final Path file;

  StateFile(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  void write(Writer writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(HEAD);
    writer.write(new DataOutputStream(bytes));
    bytes.write(sha256(bytes.toByteArray()));
    replace(file, bytes.toByteArray(), true);
  }

  /** @throws IOException if there is a file that cannot be read at all */
  Found read(Reader reader) throws IOException {
    byte[] all;
    try {
      if (Files.size(file) > LARGEST) {
        return new Found.Damaged("it is larger than " + LARGEST + " bytes");
      }
      all = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new Found.Nothing();
    }
    if (all.length < HEAD.length + DIGEST || !Arrays.equals(all, 0, HEAD.length, HEAD, 0, HEAD.length)) {
      return new Found.Damaged("it does not begin as this version writes it");
    }
    byte[] body = Arrays.copyOf(all, all.length - DIGEST);
    if (!MessageDigest.isEqual(sha256(body), Arrays.copyOfRange(all, all.length - DIGEST, all.length))) {
      return new Found.Damaged("its digest does not match");
    }
    try {
      reader.read(new DataInputStream(new ByteArrayInputStream(body, HEAD.length, body.length - HEAD.length)));
      return new Found.Content();
    } catch (IOException | RuntimeException e) {
      return new Found.Damaged(String.valueOf(e.getMessage()));
    }
  }

  /** Puts it beside, where nobody reads it, for whoever looks into it. */
  void setAside() throws IOException {
    Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Replaces a file as a whole. @param lasting whether it must be on the disk when this returns */
  static void replace(Path file, byte[] content, boolean lasting) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (lasting) {
        channel.force(true);
      }
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
