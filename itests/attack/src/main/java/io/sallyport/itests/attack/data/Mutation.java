package io.sallyport.itests.attack.data;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.attack.Edited;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What somebody with the service user's rights does to one file while the appliance is off. */
enum Mutation {
  /** One bit in the middle is inverted. */
  FLIPPED {
    @Override
    void apply(Path file, Path older) {
      if (size(file) > 0) {
        Media.flipByte(file);
      }
    }
  },
  /** Cut to half of its length. */
  TRUNCATED {
    @Override
    void apply(Path file, Path older) {
      Media.truncate(file);
    }
  },
  /** Of no length. */
  EMPTIED {
    @Override
    void apply(Path file, Path older) {
      Edited.write(file, new byte[0]);
    }
  },
  /** Other content in its place, such as would run or widen a rule if it were believed. */
  REPLACED {
    @Override
    void apply(Path file, Path older) {
      Edited.write(file, HostileContent.of(file));
    }
  },
  /** A file more beside it. */
  PLANTED {
    @Override
    void apply(Path file, Path older) {
      HostileContent.beside(file).forEach((planted, bytes) -> {
        make(planted.getParent());
        Edited.write(planted, bytes);
      });
    }
  },
  /** As it was in an earlier copy of the whole directory. */
  OLDER {
    @Override
    void apply(Path file, Path older) {
      if (Files.isRegularFile(older)) {
        Edited.write(file, Edited.bytes(older));
      }
    }
  },
  /** A link to a copy elsewhere, which could be changed after it was read. */
  LINKED {
    @Override
    void apply(Path file, Path older) {
      try {
        Path elsewhere = Folders.temporary("elsewhere").resolve("copy");
        Files.move(file, elsewhere);
        Files.createSymbolicLink(file, elsewhere);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  /** A named pipe that nobody writes to: who opens it waits. */
  PIPE {
    @Override
    void apply(Path file, Path older) {
      delete(file);
      Program.run(List.of("mkfifo", file.toString()), Map.of(), file.getParent()).orFail();
    }
  },
  /** A directory with a file in it. */
  DIRECTORY {
    @Override
    void apply(Path file, Path older) {
      delete(file);
      make(file);
      Edited.write(file.resolve("in-the-way"), new byte[] {1});
    }
  },
  /** Longer by four gigabytes, without any space taken on the disk. */
  OVERSIZED {
    @Override
    void apply(Path file, Path older) {
      file.toFile().setWritable(true);
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.setLength(bytes.length() + OVERSIZE_BYTES);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  /** Gone. */
  ABSENT {
    @Override
    void apply(Path file, Path older) {
      delete(file);
    }
  };

  private static final long OVERSIZE_BYTES = 4L << 30;

  /**
   * Does it.
   *
   * @param file a regular file of the directory that is attacked
   * @param older the same file in an earlier copy; need not be there
   */
  abstract void apply(Path file, Path older);

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path directory) {
    try {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
