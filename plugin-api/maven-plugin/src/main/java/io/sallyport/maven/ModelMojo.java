package io.sallyport.maven;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.tck.pack.ModelBundle;
import io.sallyport.tck.pack.PackageAssembly;
import io.sallyport.tck.pack.PackageContent;
import io.sallyport.trust.Json;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.PackageRef;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Makes {@code target/package} of a model: {@code model.json}, the files that it names, {@code package.json} beside the POM. There is no code in it. */
@Mojo(name = "model", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class ModelMojo extends AbstractMojo {
  /** Holds {@code model.json}, the weights, the golden vectors and the model card. */
  @Parameter(defaultValue = "${project.basedir}/src/main/model")
  private File modelDirectory;

  /** The template of {@code package.json}. */
  @Parameter(defaultValue = "${project.basedir}/package.json")
  private File descriptor;

  /** What changed, by version. */
  @Parameter(defaultValue = "${project.basedir}/CHANGELOG.md")
  private File changelog;

  /** Further documents. */
  @Parameter
  private List<File> docs = List.of();

  /** Symbolic name of the bundle. */
  @Parameter(defaultValue = "${project.groupId}.${project.artifactId}")
  private String symbolicName;

  /** Licence of the weights, an SPDX identifier. */
  @Parameter(required = true)
  private String licence;

  /** Version of the package. */
  @Parameter(defaultValue = "${project.version}")
  private String version;

  /** The bundle. */
  @Parameter(defaultValue = "${project.build.directory}/${project.build.finalName}.jar")
  private File bundle;

  /** Where the package goes. */
  @Parameter(defaultValue = "${project.build.directory}/package")
  private File packageDirectory;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    Refused.shown(() -> {
      PackageRef ref = new PackageRef(name(), version);
      ModelBundle.write(modelDirectory.toPath(), ref, symbolicName, licence, bundle.toPath());
      Descriptor made = PackageAssembly.write(new PackageContent(bundle.toPath(), Optional.of(descriptor.toPath()), changelog.toPath(), documents(), List.of()), packageDirectory.toPath());
      getLog().info(made.ref() + ": " + made.parts().size() + " parts in " + packageDirectory);
    });
  }

  private String name() {
    try {
      return Json.parseObject(Files.readAllBytes(descriptor.toPath()), descriptor.toString()).string("name");
    } catch (IOException e) {
      throw ToolRefusals.refuse("SP-SDK-0051", "there is no descriptor", descriptor, "write package.json beside the POM: a model has no code to annotate");
    }
  }

  /** The model card is part of the package as well, for who reads it before the bundle is installed. */
  private List<Path> documents() {
    Path card = modelDirectory.toPath().resolve("model-card.md");
    List<Path> further = docs.stream().map(File::toPath).toList();
    return Files.exists(card) ? Stream.concat(Stream.of(card), further.stream()).toList() : further;
  }
}
