package io.sallyport.models.training;

import io.sallyport.tck.pack.ModelBundle;
import io.sallyport.tck.pack.PackageAssembly;
import io.sallyport.tck.pack.PackageContent;
import io.sallyport.trust.site.PackageRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes a package of a model's files. Stateless. */
public final class TrainedPackage {
  private TrainedPackage() {}

  /**
   * @param folder with {@code model.json package.json CHANGELOG.md model-card.md} and what they name; bundle and package are written beside them
   * @param licence of the weights, SPDX
   * @return the folder of the package, ready to be signed
   */
  public static Path write(Path folder, PackageRef ref, String licence) {
    Path bundle = folder.resolve(ref.name() + "-" + ref.version() + ".jar");
    ModelBundle.write(folder, ref, "io.sallyport.model." + ref.name(), licence, bundle);
    Path made = folder.resolve("package");
    PackageAssembly.write(new PackageContent(bundle, Optional.of(folder.resolve("package.json")), folder.resolve("CHANGELOG.md"), List.of(folder.resolve("model-card.md")), List.of()), made);
    return made;
  }
}
