package io.sallyport.audit.internal;

import io.sallyport.audit.Checkpoint;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * A checkpoint (C2SP tlog-checkpoint): origin, size, root, in a signed note.
 *
 * @param root 32 bytes
 * @param time when it was signed, never before the one it follows; the beginning of 1970 in a note without the line {@code time …}
 * @param note the note as published
 */
record TreeHead(String origin, long size, byte[] root, Instant time, String note) {
  static final int LARGEST = 65_536;
  private static final String TIME = "time ";
  private static final String SIGNATURE = "\u2014 ";

  /** Makes and signs one. The key's name is the origin. */
  static TreeHead sign(VerifierKey key, long size, byte[] root, Instant time, UnaryOperator<byte[]> signer) {
    String text = key.name() + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n" + TIME + time + "\n";
    byte[] signature = signer.apply(text.getBytes(StandardCharsets.UTF_8));
    byte[] line = Arrays.copyOf(key.id(), VerifierKey.ID_LENGTH + signature.length);
    System.arraycopy(signature, 0, line, VerifierKey.ID_LENGTH, signature.length);
    String note = text + "\n" + SIGNATURE + key.name() + " " + Base64.getEncoder().encodeToString(line) + "\n";
    return new TreeHead(key.name(), size, root, time, note);
  }

  /**
   * Reads a note and checks the key's signature; signatures by others are skipped.
   *
   * @throws IllegalArgumentException says what is wrong
   */
  static TreeHead open(byte[] bytes, VerifierKey key) {
    String note = utf8(bytes);
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0 || !note.endsWith("\n")) {
      throw new IllegalArgumentException("is not a signed note");
    }
    String text = note.substring(0, blank + 1);
    TreeHead head = parse(text, note);
    if (!head.origin.equals(key.name())) {
      throw new IllegalArgumentException("has origin " + head.origin + ", the key is for " + key.name());
    }
    boolean signed = false;
    for (String line : note.substring(blank + 2).split("\n")) {
      signed |= signedBy(key, text, line);
    }
    if (!signed) {
      throw new IllegalArgumentException("is not signed by " + key.text());
    }
    return head;
  }

  private static boolean signedBy(VerifierKey key, String text, String line) {
    String[] parts = line.split(" ");
    if (parts.length != 3 || !line.startsWith(SIGNATURE)) {
      throw new IllegalArgumentException("has a malformed signature line");
    }
    byte[] signature = Base64.getDecoder().decode(parts[2]);
    if (signature.length <= VerifierKey.ID_LENGTH || !Base64.getEncoder().encodeToString(signature).equals(parts[2])) {
      throw new IllegalArgumentException("has a malformed signature line");
    }
    if (!parts[1].equals(key.name()) || !Arrays.equals(key.id(), Arrays.copyOf(signature, VerifierKey.ID_LENGTH))) {
      return false;
    }
    if (!key.verify(text.getBytes(StandardCharsets.UTF_8),
        Arrays.copyOfRange(signature, VerifierKey.ID_LENGTH, signature.length))) {
      throw new IllegalArgumentException("has a wrong signature by " + key.text());
    }
    return true;
  }

  private static TreeHead parse(String text, String note) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("is not a checkpoint");
    }
    byte[] root = Base64.getDecoder().decode(lines[2]);
    if (root.length != TreeHash.LENGTH || !Base64.getEncoder().encodeToString(root).equals(lines[2])) {
      throw new IllegalArgumentException("has a malformed root");
    }
    return new TreeHead(lines[0], Long.parseLong(lines[1]), root, time(lines), note);
  }

  /** An extension line (C2SP tlog-checkpoint); others may follow it or take its place. */
  private static Instant time(String[] lines) {
    try {
      return lines[3].startsWith(TIME) ? Instant.parse(lines[3].substring(TIME.length())) : Instant.EPOCH;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("has a malformed time", e);
    }
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("is not UTF-8", e);
    }
  }

  Checkpoint checkpoint(VerifierKey key) {
    return new Checkpoint(origin, size, rootHex(), note, key.text());
  }

  String rootHex() {
    return HexFormat.of().formatHex(root);
  }
}
