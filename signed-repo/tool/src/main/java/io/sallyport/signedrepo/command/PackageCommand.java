package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.PackageFolder;
import io.sallyport.signedrepo.PackageWriter;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.Descriptor;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Completes a package's descriptor. */
@Command(name = "package", mixinStandardHelpOptions = true, description = "Writes DIR/package.json from a template: fills in length and SHA-256 of the parts, then checks the package.")
public final class PackageCommand implements Runnable {
  @Parameters(paramLabel = "DIR", description = "folder with the parts") private Path folder;
  @Option(names = "--template", paramLabel = "FILE", description = "default DIR/package.json") private Path template;
  @Option(names = "--version-of-package", paramLabel = "VERSION", description = "replaces the template's version, and VERSION in part names") private String version;
  @Mixin private Output output;

  @Override
  public void run() {
    PackageWriter.write(folder, template == null ? folder.resolve("package.json") : template, Optional.ofNullable(version));
    Descriptor descriptor = PackageFolder.open(folder).descriptor();
    output.line("%s: %d parts, identity %s", descriptor.ref(), descriptor.parts().size(), descriptor.sha256());
    if (output.json()) {
      output.json(JsonObject.builder().put("name", descriptor.name()).put("version", descriptor.version()).put("sha256", descriptor.sha256()).build());
    }
  }
}
