package io.sallyport.itests.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A file that somebody with the rights of the appliance has changed, and that gets its own bytes back afterwards.
 *
 * @param before its bytes; empty if it was not there
 * @param after what it is changed to
 */
public record Edited(Path file, Optional<byte[]> before, byte[] after) {
  /** @throws IllegalStateException if that changes nothing */
  public static Edited text(Path file, UnaryOperator<String> change) {
    String before = new String(bytes(file), StandardCharsets.UTF_8);
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new IllegalStateException("nothing to change in " + file);
    }
    return new Edited(file, Optional.of(bytes(file)), after.getBytes(StandardCharsets.UTF_8));
  }

  /** One bit in the middle is flipped. */
  public static Edited flipped(Path file) {
    byte[] after = bytes(file);
    after[after.length / 2] ^= 1;
    return new Edited(file, Optional.of(bytes(file)), after);
  }

  /** The file was not there. */
  public static Edited added(Path file, byte[] content) {
    return new Edited(file, Optional.empty(), content);
  }

  /** What happens while the file is changed. */
  public <T> T during(Supplier<T> action) {
    write(file, after);
    try {
      return action.get();
    } finally {
      before.ifPresentOrElse(bytes -> write(file, bytes), () -> delete(file));
    }
  }

  public static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the file, so that one that is read-only or open changes too. */
  public static void write(Path file, byte[] bytes) {
    try {
      Files.deleteIfExists(file);
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
