package io.sallyport.itests.powercut;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Files and directories as operations leave them. Not thread-safe. */
final class Tree {
  static final long ROOT = 0;

  /** A file's bytes. */
  static final class Content {
    private byte[] bytes = new byte[0];
    private int length;

    int length() {
      return length;
    }

    /** Copies from {@code offset}; how many bytes, -1 at the end. */
    int read(int offset, byte[] into, int at, int most) {
      if (offset >= length) {
        return -1;
      }
      int count = Math.min(most, length - offset);
      System.arraycopy(bytes, offset, into, at, count);
      return count;
    }

    private void resize(int to) {
      if (to > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(to, bytes.length * 2));
      } else if (to < length) {
        Arrays.fill(bytes, to, length, (byte) 0);
      }
      length = to;
    }

    private Content copy() {
      Content copy = new Content();
      copy.bytes = Arrays.copyOf(bytes, length);
      copy.length = length;
      return copy;
    }
  }

  private final Map<Long, Content> files = new HashMap<>();
  private final Map<Long, TreeMap<String, Long>> folders = new HashMap<>();

  Tree() {
    folders.put(ROOT, new TreeMap<>());
  }

  Tree copy() {
    Tree copy = new Tree();
    files.forEach((id, content) -> copy.files.put(id, content.copy()));
    folders.forEach((id, entries) -> copy.folders.put(id, new TreeMap<>(entries)));
    return copy;
  }

  /** A number that no file and no directory has. */
  long unused() {
    return 1 + Math.max(files.keySet().stream().mapToLong(Long::longValue).max().orElse(0), folders.keySet().stream().mapToLong(Long::longValue).max().orElse(0));
  }

  Optional<Long> child(long folder, String name) {
    return Optional.ofNullable(folders.get(folder)).map(entries -> entries.get(name));
  }

  boolean isFolder(long node) {
    return folders.containsKey(node);
  }

  /** The names in a directory, sorted. */
  Map<String, Long> entries(long folder) {
    return folders.get(folder);
  }

  Content content(long file) {
    return files.get(file);
  }

  void apply(Operation operation) {
    if (operation instanceof Operation.Write write) {
      Content content = files.get(write.file());
      content.resize(Math.max(content.length, Math.toIntExact(write.end())));
      System.arraycopy(write.bytes(), 0, content.bytes, (int) write.offset(), write.bytes().length);
    } else if (operation instanceof Operation.Extend extend) {
      Content content = files.get(extend.file());
      content.resize(Math.max(content.length, Math.toIntExact(extend.length())));
    } else if (operation instanceof Operation.Truncate truncate) {
      Content content = files.get(truncate.file());
      content.resize(Math.min(content.length, Math.toIntExact(truncate.length())));
    } else if (operation instanceof Operation.Create create) {
      make(create.node(), create.folder());
      folders.get(create.directory()).put(create.name(), create.node());
    } else if (operation instanceof Operation.Remove remove) {
      folders.get(remove.directory()).remove(remove.name());
    } else if (operation instanceof Operation.Rename rename) {
      Long node = folders.get(rename.from()).remove(rename.oldName());
      folders.get(rename.directory()).put(rename.newName(), node);
    }
  }

  /** Text that is equal for trees of equal names and content. */
  String fingerprint() {
    StringBuilder text = new StringBuilder();
    fingerprint(ROOT, "", text);
    return text.toString();
  }

  private void fingerprint(long folder, String path, StringBuilder text) {
    folders.get(folder).forEach((name, node) -> {
      text.append(path).append('/').append(name);
      if (isFolder(node)) {
        text.append('\n');
        fingerprint(node, path + "/" + name, text);
      } else {
        CRC32C crc = new CRC32C();
        crc.update(files.get(node).bytes, 0, files.get(node).length);
        text.append(' ').append(files.get(node).length).append(' ').append(crc.getValue()).append('\n');
      }
    });
  }

  /** Makes a node without a name, so that its content can arrive before, or without, its name. */
  void make(long node, boolean folder) {
    if (folder) {
      folders.computeIfAbsent(node, id -> new TreeMap<>());
    } else {
      files.computeIfAbsent(node, id -> new Content());
    }
  }
}
