package io.sallyport.itests.powercut;

import java.util.Set;

/** What a process asks of a disk, in the order in which it asks. Files and directories have numbers; their names are entries of directories. */
sealed interface Operation {
  /** A name in a directory. */
  record Entry(long directory, String name) {}

  /** An operation on the content of a file, durable once the file was forced. */
  sealed interface OnFile extends Operation permits Write, Extend, Truncate {
    long file();
  }

  /** An operation on names, durable once {@link #directory} was forced. Each is atomic. */
  sealed interface OnEntries extends Operation permits Create, Remove, Rename {
    long directory();

    /** The names it touches: a later operation on one of them is not kept without this one. */
    Set<Entry> entries();
  }

  record Write(long file, long offset, byte[] bytes) implements OnFile {
    long end() {
      return offset + bytes.length;
    }
  }

  /** Only the length arrived: what lies between is zeros. Part of what a cut leaves, never asked for. */
  record Extend(long file, long length) implements OnFile {}

  record Truncate(long file, long length) implements OnFile {}

  record Create(long directory, String name, long node, boolean folder) implements OnEntries {
    @Override
    public Set<Entry> entries() {
      return Set.of(new Entry(directory, name));
    }
  }

  record Remove(long directory, String name) implements OnEntries {
    @Override
    public Set<Entry> entries() {
      return Set.of(new Entry(directory, name));
    }
  }

  /** Replaces what has the new name. */
  record Rename(long from, String oldName, long directory, String newName) implements OnEntries {
    @Override
    public Set<Entry> entries() {
      Entry source = new Entry(from, oldName);
      Entry target = new Entry(directory, newName);
      return source.equals(target) ? Set.of(source) : Set.of(source, target);
    }
  }

  /** {@code fsync} of a file, or of a directory. */
  record Force(long node) implements Operation {}

  /** Somebody was told that something is done: it must not be lost any more. */
  record Acknowledge(String what) implements Operation {}
}
