package io.sallyport.maven;

import io.sallyport.tck.pack.PackageAssembly;
import io.sallyport.tck.pack.PackageContent;
import io.sallyport.trust.site.Descriptor;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;

/** What every goal needs that makes {@code target/package}, whatever its bundle is made of. */
abstract class PackagingMojo extends AbstractMojo {
  /** The bundle. */
  @Parameter(defaultValue = "${project.build.directory}/${project.build.finalName}.jar")
  private File bundle;

  /** A template of {@code package.json}. */
  @Parameter(defaultValue = "${project.basedir}/package.json")
  private File descriptor;

  /** What changed, by version. */
  @Parameter(defaultValue = "${project.basedir}/CHANGELOG.md")
  private File changelog;

  /** Further documents. */
  @Parameter
  private List<File> docs = List.of();

  /** Where the package goes. */
  @Parameter(defaultValue = "${project.build.directory}/package")
  private File packageDirectory;

  Path bundle() {
    return bundle.toPath();
  }

  Path descriptor() {
    return descriptor.toPath();
  }

  List<Path> documents() {
    return docs.stream().map(File::toPath).toList();
  }

  /** Makes the package and says so. */
  final void write(Optional<Path> template, List<Path> documents, List<Path> libraries) {
    Descriptor made = PackageAssembly.write(new PackageContent(bundle(), template, changelog.toPath(), documents, libraries), packageDirectory.toPath());
    getLog().info(made.ref() + ": " + made.parts().size() + " parts in " + packageDirectory);
  }
}
