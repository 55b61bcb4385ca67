package io.sallyport.diode;

import io.sallyport.trust.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A medium, cut into blocks of symbols for sending. Not thread-safe. */
final class MediumSource {
  private final Path targets;
  private final Head head;
  private final SessionId session;
  private final List<byte[][]> headBlocks;

  private MediumSource(Path targets, Head head) {
    this.targets = targets;
    this.head = head;
    this.session = head.session();
    this.headBlocks = blocks(head.bytes());
  }

  /** Reads all of it once, for the digests. @throws RefusedException SP-DIODE-0013 if this directory cannot be sent */
  static MediumSource open(Path directory) {
    Path targets = directory.resolve("targets");
    try {
      if (!Files.isRegularFile(directory.resolve(Head.LABEL), LinkOption.NOFOLLOW_LINKS)) {
        throw unfit("it holds no " + Head.LABEL, directory);
      }
      SortedMap<String, byte[]> metadata = new TreeMap<>();
      for (Path file : files(directory.resolve("metadata"))) {
        metadata.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
      List<Listed> listed = new ArrayList<>();
      for (Path file : files(targets)) {
        listed.add(new Listed(targets.relativize(file).toString().replace('\\', '/'), Files.size(file)));
      }
      Layout layout = new Layout(listed);
      Head head = Head.of(Files.readAllBytes(directory.resolve(Head.LABEL)), metadata, layout, digests(targets, layout));
      if (head.bytes().length > Head.LONGEST) {
        throw unfit("its metadata and list of files have " + head.bytes().length + " bytes, " + Head.LONGEST + " can be sent", directory);
      }
      Head.parse(head.bytes());
      return new MediumSource(targets, head);
    } catch (IOException e) {
      throw unfit(e.toString(), directory);
    } catch (RefusedException e) {
      throw e.refusal().code().equals("SP-DIODE-0001") ? unfit(e.refusal().what(), directory) : e;
    }
  }

  SessionId session() {
    return session;
  }

  Blocks blocks() {
    return head.layout().blocks();
  }

  long bytes() {
    return head.layout().bytes();
  }

  int headLength() {
    return head.bytes().length;
  }

  /** The blocks of the head, as {@link #block}. */
  List<byte[][]> head() {
    return headBlocks;
  }

  /** All symbols of a block, data first; {@code null} for those that the last block does not have. */
  byte[][] block(int block) throws IOException {
    try (BodyFiles files = BodyFiles.reading(targets, head.layout())) {
      return symbols(files.read(blocks().first(block), blocks().data(block)));
    }
  }

  private static List<byte[][]> blocks(byte[] bytes) {
    Blocks blocks = Blocks.ofBytes(bytes.length);
    List<byte[][]> symbols = new ArrayList<>();
    for (int block = 0; block < blocks.count(); block++) {
      int from = block * Blocks.BYTES;
      symbols.add(symbols(Arrays.copyOfRange(bytes, from, from + blocks.data(block) * Blocks.SYMBOL)));
    }
    return symbols;
  }

  private static byte[][] symbols(byte[] content) {
    byte[][] data = new byte[Blocks.DATA][];
    for (int at = 0, i = 0; at < content.length; at += Blocks.SYMBOL, i++) {
      data[i] = Arrays.copyOfRange(content, at, at + Blocks.SYMBOL);
    }
    byte[][] all = Arrays.copyOf(data, Blocks.ALL);
    System.arraycopy(Blocks.CODE.encode(data, Blocks.SYMBOL), 0, all, Blocks.DATA, Blocks.PARITY);
    return all;
  }

  private static byte[] digests(Path targets, Layout layout) throws IOException {
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    Blocks blocks = layout.blocks();
    try (BodyFiles files = BodyFiles.reading(targets, layout)) {
      for (int block = 0; block < blocks.count(); block++) {
        digests.write(Head.digest(files.read(blocks.first(block), blocks.data(block))), 0, Head.DIGEST);
      }
    }
    return digests.toByteArray();
  }

  private static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> files = tree.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
      for (Path file : files) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          throw unfit("a link or special file lies on it: " + file.getFileName(), directory);
        }
      }
      return files;
    }
  }

  private static RefusedException unfit(String why, Path directory) {
    return Refusals.refuse("SP-DIODE-0013", "this cannot be sent: " + why, directory.toString(), "name an intact medium, as signed-repo medium writes it");
  }
}
