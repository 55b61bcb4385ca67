package io.sallyport.maven;

import io.sallyport.tck.pack.PackageAssembly;
import io.sallyport.tck.pack.PackageContent;
import io.sallyport.trust.site.Descriptor;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/** Makes {@code target/package} of the built bundle: descriptor, bundle, bill of materials, changelog, documents. */
@Mojo(name = "package", defaultPhase = LifecyclePhase.PACKAGE, requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME, threadSafe = true)
public final class PackageMojo extends AbstractMojo {
  @Parameter(defaultValue = "${project}", readonly = true)
  private MavenProject project;

  /** The built bundle. */
  @Parameter(defaultValue = "${project.build.directory}/${project.build.finalName}.jar")
  private File bundle;

  /** A template of {@code package.json}; used if it is there, else the draft that the annotation processor put into the bundle. */
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

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    Refused.shown(() -> {
      Optional<Path> template = Optional.of(descriptor.toPath()).filter(Files::exists);
      List<Path> libraries = project.getArtifacts().stream().map(Artifact::getFile).filter(file -> file != null && file.getName().endsWith(".jar")).map(File::toPath).sorted().toList();
      Descriptor made = PackageAssembly.write(new PackageContent(bundle.toPath(), template, changelog.toPath(), docs.stream().map(File::toPath).toList(), libraries), packageDirectory.toPath());
      getLog().info(made.ref() + ": " + made.parts().size() + " parts in " + packageDirectory);
    });
  }
}
