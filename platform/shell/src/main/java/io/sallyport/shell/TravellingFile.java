package io.sallyport.shell;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that are carried to people who sign elsewhere, and back. */
public final class TravellingFile {
  private TravellingFile() {}

  /** What a person typed as a path, as it is looked for: a relative one counts from the data directory, and a message that names it must say so. */
  public static Path path(String typed) {
    return Path.of(typed).toAbsolutePath();
  }

  /** @throws RefusedException SP-APPROVE-0011 if it exists, 0015 if it cannot be written */
  public static void write(String file, byte[] bytes) {
    try {
      Files.write(path(file), bytes, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new RefusedException(new Refusal("SP-APPROVE-0011", "the file exists already", path(file).toString(), "name another file"), e);
    } catch (IOException e) {
      throw new RefusedException(new Refusal("SP-APPROVE-0015", "the file cannot be written", path(file).toString(), "name a file in a directory that the appliance may write to"), e);
    }
  }

  /**
   * @param most bytes; one more is read of a larger file, so that it is refused
   * @throws RefusedException SP-APPROVE-0012 if it cannot be read
   */
  public static byte[] read(String file, int most) {
    try (InputStream in = Files.newInputStream(path(file))) {
      return in.readNBytes(most + 1);
    } catch (IOException e) {
      throw new RefusedException(new Refusal("SP-APPROVE-0012", "the file cannot be read", path(file).toString(), "name a readable file"), e);
    }
  }
}
