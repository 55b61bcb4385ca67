package io.sallyport.itests.appliance.attack.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a hostile database calls: leaves a file behind if its code ever runs. */
public final class DatabaseMark {
  private DatabaseMark() {}

  /** @return 3, the version of a schema that is up to date */
  public static int leave(String file) {
    try {
      Files.writeString(Path.of(file), "ran");
      return 3;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
