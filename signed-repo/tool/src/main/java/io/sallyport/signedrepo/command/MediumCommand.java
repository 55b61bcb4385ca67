package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MediumWriter;
import io.sallyport.signedrepo.Repository;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.PackageRef;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a medium. */
@Command(name = "medium", mixinStandardHelpOptions = true, description = "Writes the published repository as a medium: medium.json, metadata/, targets/.")
public final class MediumCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "REPO") private Path directory;
  @Parameters(index = "1", paramLabel = "OUT", description = "absent or empty directory") private Path out;
  @Option(names = "--name", description = "label; default: the directory's name") private String name;
  @Mixin private Output output;

  @Override
  public void run() {
    List<PackageRef> packages = new MediumWriter(new Repository(directory), Clock.systemUTC()).write(out, name == null ? out.getFileName().toString() : name);
    packages.forEach(p -> output.line("%s", p));
    if (output.json()) {
      output.json(packages.stream().map(p -> JsonObject.builder().put("name", p.name()).put("version", p.version()).build()).toList());
    }
  }
}
