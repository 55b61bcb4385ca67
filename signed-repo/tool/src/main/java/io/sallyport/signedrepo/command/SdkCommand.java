package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.sdk.SdkMedium;
import io.sallyport.trust.JsonObject;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the SDK medium. */
@Command(name = "sdk", mixinStandardHelpOptions = true, description = "Makes the SDK medium for partners: a Maven repository with the SDK and all that its archetypes need to build without a network.")
public final class SdkCommand implements Runnable {
  @Parameters(paramLabel = "DIR", description = "absent or empty; what Maven printed goes to DIR.log") private Path folder;
  @Option(names = "--from", required = true, paramLabel = "REPOSITORY", description = "the local Maven repository that the SDK was installed to (mvn install)") private Path source;
  @Option(names = "--sdk-version", defaultValue = "0.1.0", description = "default ${DEFAULT-VALUE}") private String version;
  @Option(names = "--maven", defaultValue = "mvn", description = "Maven 3.9; default ${DEFAULT-VALUE}") private String maven;
  @Option(names = "--offline", description = "take everything from REPOSITORY") private boolean offline;
  @Mixin private Output output;

  @Override
  public void run() {
    SdkMedium.Report report = new SdkMedium(maven, source, version, offline).write(folder, line -> output.line("%s", line));
    output.line("%s: %d jars, %d pages of Javadoc, %.1f MB", folder, report.artifacts(), report.pages(), report.bytes() / 1e6);
    if (output.json()) {
      output.json(JsonObject.builder().put("jars", report.artifacts()).put("pages", report.pages()).put("bytes", report.bytes()).build());
    }
  }
}
