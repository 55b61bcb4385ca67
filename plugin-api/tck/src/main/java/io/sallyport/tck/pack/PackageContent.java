package io.sallyport.tck.pack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a package is made of.
 *
 * @param bundle the built bundle; its header {@code Sallyport-Package} gives name and version
 * @param descriptor a template of {@code package.json}; empty = the draft in the bundle, {@code META-INF/sallyport/package.json}
 * @param changelog what changed, by version
 * @param docs further documents; the configuration pages in the bundle come by themselves
 * @param libraries jars that may lie unpacked in the bundle, for the bill of materials
 */
public record PackageContent(Path bundle, Optional<Path> descriptor, Path changelog, List<Path> docs, List<Path> libraries) {
  public PackageContent {
    docs = List.copyOf(docs);
    libraries = List.copyOf(libraries);
  }
}
