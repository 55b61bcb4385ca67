package io.sallyport.audit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the tiles and entry bundles of one log directory, checking lengths before content. If the exact partial file is gone, a
 * wider one serves: a growing log replaces them. Thread-safe.
 */
final class TileFiles {
  private static final int LARGEST_ENTRY = 65_535;
  private static final int LARGEST_BUNDLE = TilePath.WIDTH * (2 + LARGEST_ENTRY);
  private static final int ATTEMPTS = 3;

  private final Path root;

  TileFiles(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** The first {@code width} hashes of a tile. */
  byte[] tile(int level, long index, int width) {
    long first = index << 8 * (level + 1);
    Found found = find(width, w -> TilePath.tile(level, index, w), first);
    int expected = found.width * TreeHash.LENGTH;
    byte[] bytes = read(found.name, TilePath.WIDTH * TreeHash.LENGTH, first);
    if (bytes.length != expected) {
      throw new Damage(found.name, first, "is " + bytes.length + " bytes long, must be " + expected);
    }
    return Arrays.copyOf(bytes, width * TreeHash.LENGTH);
  }

  /** The first {@code width} entries of a bundle. */
  List<byte[]> bundle(long index, int width) {
    long first = index * TilePath.WIDTH;
    Found found = find(width, w -> TilePath.bundle(index, w), first);
    byte[] bytes = read(found.name, LARGEST_BUNDLE, first);
    List<byte[]> entries = new ArrayList<>(found.width);
    int at = 0;
    while (entries.size() < found.width) {
      int length = at + 2 <= bytes.length ? (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff : Integer.MAX_VALUE - at - 2;
      if (at + 2 + length > bytes.length) {
        throw new Damage(found.name, first + entries.size(), "ends within entry " + (first + entries.size()));
      }
      entries.add(Arrays.copyOfRange(bytes, at + 2, at + 2 + length));
      at += 2 + length;
    }
    if (at != bytes.length) {
      throw new Damage(found.name, first + found.width - 1, (bytes.length - at) + " bytes follow its last entry");
    }
    return entries.subList(0, width);
  }

  /** A whole file, at most {@code limit} bytes. */
  byte[] read(String name, int limit, long index) {
    try (InputStream in = Channels.newInputStream(
        Files.newByteChannel(root.resolve(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new Damage(name, index, "is longer than " + limit + " bytes");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new Damage(name, index, "is missing");
    } catch (IOException e) {
      throw new Damage(name, index, "cannot be read: " + e.getMessage());
    }
  }

  private interface Naming {
    String of(int width);
  }

  private record Found(String name, int width) {}

  private Found find(int width, Naming names, long index) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (Files.exists(root.resolve(names.of(width)), LinkOption.NOFOLLOW_LINKS)) {
        return new Found(names.of(width), width);
      }
      if (Files.exists(root.resolve(names.of(TilePath.WIDTH)), LinkOption.NOFOLLOW_LINKS)) {
        return new Found(names.of(TilePath.WIDTH), TilePath.WIDTH);
      }
      int wider = wider(root.resolve(names.of(1)).getParent(), width);
      if (wider > 0) {
        return new Found(names.of(wider), wider);
      }
    }
    throw new Damage(names.of(width), index, "is missing");
  }

  private static int wider(Path partials, int width) {
    try (Stream<Path> files = Files.list(partials)) {
      return files.map(f -> f.getFileName().toString()).filter(n -> n.matches("[1-9][0-9]{0,2}")).mapToInt(Integer::parseInt)
          .filter(w -> w > width && w < TilePath.WIDTH).min().orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
