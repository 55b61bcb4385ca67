package io.sallyport.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/**
 * Makes {@code target/package} of the built bundle: descriptor, bundle, bill of materials, changelog, documents. The template of the
 * descriptor is used if it is there, else the draft that the annotation processor put into the bundle.
 */
@Mojo(name = "package", defaultPhase = LifecyclePhase.PACKAGE, requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME, threadSafe = true)
public final class PackageMojo extends PackagingMojo {
  @Parameter(defaultValue = "${project}", readonly = true)
  private MavenProject project;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    Refused.shown(() -> {
      List<Path> libraries = project.getArtifacts().stream().map(Artifact::getFile).filter(file -> file != null && file.getName().endsWith(".jar")).map(File::toPath).sorted().toList();
      write(Optional.of(descriptor()).filter(Files::exists), documents(), libraries);
    });
  }
}
