package io.sallyport.tck.report;

import io.sallyport.signedrepo.PackageWriter;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.tck.TckReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes a report as files. No state. */
public final class ReportFiles {
  /** The page's file name in a package. */
  public static final String PAGE = "tck-report.html";
  private static final Set<String> NAMES = Set.of(TckReport.FILE, PAGE);

  private ReportFiles() {}

  /** Writes {@code tck-report.json} and {@code tck-report.html} into a directory, signed by everybody given, or by nobody. */
  public static void write(TckReport report, List<Signer> signers, Path directory) {
    Envelope envelope = Envelope.sign(report.toJson(), signers.toArray(Signer[]::new));
    AtomicFiles.write(directory.resolve(TckReport.FILE), envelope.toBytes());
    AtomicFiles.write(directory.resolve(PAGE), ReportPage.of(report, envelope).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Makes the report in a package's folder part of the package: completes {@code package.json}.
   *
   * @return the package with its new identity
   */
  public static Descriptor attach(Path folder) {
    Path file = folder.resolve("package.json");
    JsonObject json = Json.parseObject(bytes(file), file.toString());
    List<JsonObject> parts = new ArrayList<>(json.objects("parts").stream().filter(part -> !NAMES.contains(part.string("path"))).toList());
    for (String name : List.of(TckReport.FILE, PAGE)) {
      parts.add(JsonObject.builder().put("path", name).put("role", "checks").build());
    }
    AtomicFiles.write(file, Json.pretty(json.toBuilder().put("parts", parts).build()).getBytes(StandardCharsets.UTF_8));
    return PackageWriter.write(folder, file, Optional.empty());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }
}
