package io.sallyport.models.surface;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is trained.
 *
 * @param licence of the weights, SPDX
 * @param pictures PNG or JPEG files without a defect
 * @param source one sentence for the model card on where they are from
 * @param seed of all that is made up and of the first weights
 */
record Surface(String name, String version, String publisher, String licence, List<Path> pictures, String source, long seed) {
  static final long SEED = 20_261_125L;
  static final int TILES = 2_400;
  static final int STEPS = 2_000;

  /** Every picture of a folder, in the order of their names. */
  static List<Path> pictures(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g)")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
