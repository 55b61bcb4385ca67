package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What the appliance says of its boot once it is ready: {@code DATA/run/ready}. */
public record BootFigures(Properties values) {
  /** Empty while the file is absent or not the given process's. */
  static Optional<BootFigures> read(Path data, long pid) {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(data.resolve("run/ready"))) {
      values.load(reader);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Long.toString(pid).equals(values.getProperty("pid")) ? Optional.of(new BootFigures(values)) : Optional.empty();
  }

  public String text(String key) {
    return values.getProperty(key, "?");
  }

  /** Milliseconds from the start of the JVM to ready. */
  public long wallMillis() {
    return number("boot.ms");
  }

  /** CPU time until ready, in milliseconds, all threads. */
  public long cpuMillis() {
    return number("cpu.ms");
  }

  public long number(String key) {
    return Long.parseLong(values.getProperty(key, "-1").strip());
  }
}
