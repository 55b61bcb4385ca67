package io.sallyport.models.surface;

import io.sallyport.trust.site.PackageRef;
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

  /** @throws IllegalArgumentException if no package can have the name or the version: said before the training, not after it */
  Surface {
    if (PackageRef.ofTarget(new PackageRef(name, version).descriptor()).isEmpty()) {
      throw new IllegalArgumentException("a package cannot be " + name + " " + version + ": give a name of lower-case letters, digits and inner hyphens, and a version as in 1.0.0");
    }
  }

  /** Every picture of a folder, in the order of their names. */
  static List<Path> pictures(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g)")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " is no folder that can be read", e);
    }
  }
}
