package io.sallyport.maven;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.tck.pack.ModelBundle;
import io.sallyport.trust.Json;
import io.sallyport.trust.site.PackageRef;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Makes {@code target/package} of a model: {@code model.json}, the files that it names, {@code package.json} beside the POM. There is no code in it. */
@Mojo(name = "model", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class ModelMojo extends PackagingMojo {
  /** Holds {@code model.json}, the weights, the golden vectors and the model card. */
  @Parameter(defaultValue = "${project.basedir}/src/main/model")
  private File modelDirectory;

  /** Symbolic name of the bundle. */
  @Parameter(defaultValue = "${project.groupId}.${project.artifactId}")
  private String symbolicName;

  /** Licence of the weights, an SPDX identifier. */
  @Parameter(required = true)
  private String licence;

  /** Version of the package. */
  @Parameter(defaultValue = "${project.version}")
  private String version;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    Refused.shown(() -> {
      PackageRef ref = new PackageRef(name(), version);
      ModelBundle.write(modelDirectory.toPath(), ref, symbolicName, licence, bundle());
      write(Optional.of(descriptor()), documents(), List.of());
    });
  }

  private String name() {
    try {
      return Json.parseObject(Files.readAllBytes(descriptor()), descriptor().toString()).string("name");
    } catch (IOException e) {
      throw ToolRefusals.refuse("SP-SDK-0051", "there is no descriptor", descriptor(), "write package.json beside the POM: a model has no code to annotate");
    }
  }

  /** The model card is part of the package as well, for who reads it before the bundle is installed. */
  @Override
  List<Path> documents() {
    Path card = modelDirectory.toPath().resolve("model-card.md");
    return Files.exists(card) ? Stream.concat(Stream.of(card), super.documents().stream()).toList() : super.documents();
  }
}
