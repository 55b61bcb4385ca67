package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.FileTree;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Json;
import io.sallyport.verify.sbom.Bom;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a CycloneDX 1.6 SBOM. */
@Command(name = "sbom", mixinStandardHelpOptions = true, description = "Writes a CycloneDX 1.6 SBOM of a bundle from what is inside it: embedded jars, Maven coordinates, data files.")
public final class SbomCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "JAR") private Path jar;
  @Parameters(index = "1", paramLabel = "OUT", description = "e.g. sbom.cdx.json") private Path out;
  @Option(names = "--name", required = true) private String name;
  @Option(names = "--version-of-package", required = true) private String version;
  @Option(names = "--kind", defaultValue = "capability", description = "capability, connector, model or library; default ${DEFAULT-VALUE}") private String kind;
  @Option(names = "--libraries", paramLabel = "DIR", description = "jars to look for: those are listed whose classes lie unpacked in the bundle") private Path libraries;
  @Option(names = "--weights", paramLabel = "FILE", description = "a file of the package with the role model, beside the bundle; may be given again") private List<Path> weights = List.of();
  @Mixin private Output output;

  @Override
  public void run() {
    List<Path> candidates = libraries == null ? List.of() : FileTree.files(libraries).stream().filter(file -> file.endsWith(".jar")).map(libraries::resolve).toList();
    var sbom = Bom.ofPackage(name, version, kind, jar, candidates, weights);
    AtomicFiles.write(out, Json.pretty(sbom).getBytes(StandardCharsets.UTF_8));
    output.line("%s: %d components", out, sbom.objects("components").size());
  }
}
