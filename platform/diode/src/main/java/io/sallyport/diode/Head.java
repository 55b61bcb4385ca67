package io.sallyport.diode;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is sent before the files: the medium's label, its signed metadata, the list of its files, and a short digest of each block, which
 * tells a block spoilt on the way at once. A head says nothing that is believed before the metadata in it was verified.
 *
 * @param bytes as sent: entries of name (2 bytes length, UTF-8) and content (4 bytes length), in this order: {@code files}, {@code digests},
 *     {@code medium.json}, {@code metadata/…}
 * @param label the bytes of {@code medium.json}
 * @param metadata by file name
 * @param layout of the files
 * @param digests {@value #DIGEST} bytes for each block
 */
record Head(byte[] bytes, byte[] label, SortedMap<String, byte[]> metadata, Layout layout, byte[] digests) {
  /** Longest head, in bytes: enough for 100 000 files or 50 GB. */
  static final int LONGEST = 16 << 20;
  static final int DIGEST = 16;
  private static final String LIST = "files";
  private static final String DIGESTS = "digests";
  static final String LABEL = "medium.json";
  static final String METADATA = "metadata/";
  private static final int MOST_ENTRIES = 10_000;
  private static final Pattern METADATA_NAME = Pattern.compile("([0-9]{1,9}\\.)?[A-Za-z0-9%._-]{1,200}\\.json");
  private static final Pattern TARGET = Pattern.compile("(?:[A-Za-z0-9_+-][A-Za-z0-9._+-]*/)*[0-9a-f]{64}\\.[A-Za-z0-9._+-]+");

  static Head of(byte[] label, SortedMap<String, byte[]> metadata, Layout layout, byte[] digests) {
    JsonObject list = JsonObject.builder().put("schema", "sallyport.diode/1")
        .put("files", layout.files().stream().map(file -> JsonObject.builder().put("path", file.path()).put("length", file.length()).build()).toList()).build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    put(bytes, LIST, Json.write(list));
    put(bytes, DIGESTS, digests);
    put(bytes, LABEL, label);
    metadata.forEach((name, content) -> put(bytes, METADATA + name, content));
    return new Head(bytes.toByteArray(), label, metadata, layout, digests);
  }

  /** @throws RefusedException SP-DIODE-0001 */
  static Head parse(byte[] bytes) {
    Map<String, byte[]> entries = entries(bytes);
    SortedMap<String, byte[]> metadata = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      if (entry.getKey().startsWith(METADATA)) {
        String name = entry.getKey().substring(METADATA.length());
        requireThat(METADATA_NAME.matcher(name).matches(), "a metadata file with an impossible name");
        metadata.put(name, entry.getValue());
      }
    }
    requireThat(entries.keySet().containsAll(Set.of(LIST, DIGESTS, LABEL)) && entries.size() == metadata.size() + 3, "an entry is missing or unknown");
    Layout layout = layout(entries.get(LIST));
    byte[] digests = entries.get(DIGESTS);
    requireThat(digests.length == layout.blocks().count() * (long) DIGEST, "another number of digests than blocks");
    return new Head(bytes, entries.get(LABEL), metadata, layout, digests);
  }

  SessionId session() {
    return SessionId.of(bytes);
  }

  /** What the label calls the medium, to be shown: at most 64 letters, digits and {@code ._-}. */
  String name() {
    try {
      String name = Json.parseObject(label, LABEL).optionalString("name").orElse("");
      return name.matches("[A-Za-z0-9._-]{1,64}") ? name : "unnamed";
    } catch (RefusedException e) {
      return "unnamed";
    }
  }

  /** Whether the content of a block is the one that was sent. */
  boolean matches(int block, byte[] content) {
    return Arrays.equals(digest(content), 0, DIGEST, digests, block * DIGEST, (block + 1) * DIGEST);
  }

  /** SHA-256 of a block's data symbols; its first {@value #DIGEST} bytes count. */
  static byte[] digest(byte[] content) {
    return Digests.newSha256().digest(content);
  }

  private static Layout layout(byte[] json) {
    try {
      JsonObject list = Json.parseObject(json, LIST);
      requireThat(list.string("schema").equals("sallyport.diode/1"), "the list of files is of another schema");
      List<Listed> files = new ArrayList<>();
      Set<String> paths = new HashSet<>();
      long bytes = 0;
      for (JsonObject file : list.objects("files")) {
        Listed listed = new Listed(file.string("path"), file.integer("length"));
        requireThat(TARGET.matcher(listed.path()).matches() && paths.add(listed.path()), "a file with an impossible name, or twice");
        bytes += listed.length();
        // Also keeps the sum from overflowing: no block could have a number.
        requireThat(listed.length() >= 0 && bytes >= 0 && bytes < (long) Integer.MAX_VALUE * Blocks.SYMBOL, "an impossible length");
        files.add(listed);
      }
      return new Layout(files);
    } catch (RefusedException e) {
      throw e.refusal().code().startsWith("SP-DIODE") ? e : malformed(e.refusal().what());
    }
  }

  private static Map<String, byte[]> entries(byte[] bytes) {
    Map<String, byte[]> entries = new TreeMap<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      requireThat(in.remaining() >= Short.BYTES, "torn");
      String name = new String(take(in, in.getShort() & 0xffff), StandardCharsets.UTF_8);
      requireThat(in.remaining() >= Integer.BYTES, "torn");
      byte[] content = take(in, in.getInt());
      requireThat(entries.put(name, content) == null && entries.size() <= MOST_ENTRIES, "an entry twice, or too many");
    }
    return entries;
  }

  private static byte[] take(ByteBuffer in, int length) {
    requireThat(length >= 0 && length <= in.remaining(), "torn");
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static void put(ByteArrayOutputStream out, String name, byte[] content) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) utf8.length).array());
    out.writeBytes(utf8);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
    out.writeBytes(content);
  }

  private static void requireThat(boolean condition, String what) {
    if (!condition) {
      throw malformed(what);
    }
  }

  private static RefusedException malformed(String what) {
    return Refusals.refuse("SP-DIODE-0001", "the head of a transfer is malformed: " + what, "diode", "send the medium again with a tool of this release");
  }
}
