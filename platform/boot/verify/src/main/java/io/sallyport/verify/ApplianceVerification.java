package io.sallyport.verify;

import io.sallyport.launcher.Verification;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.verify.sbom.Bom;
import io.sallyport.verify.sbom.Component;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An installed appliance that is switched off: the distribution as the launcher checks it, and the data directory. */
final class ApplianceVerification {
  private ApplianceVerification() {}

  /**
   * @param data may lie inside {@code home}
   * @param homeOnly do not look at it
   * @param root own copy of the vendor's root
   */
  static Result run(Path home, Optional<Path> data, boolean homeOnly, Optional<Path> root) {
    Verification verification = root.map(own -> new Verification(home, data, own)).orElseGet(() -> new Verification(home, data));
    Verification.Report report = verification.run();
    List<Refusal> findings = new ArrayList<>(report.findings());
    List<String> lines = new ArrayList<>();
    lines.add("sallyport " + report.inventory().release() + " at " + home + ": " + report.files() + " files, " + report.bytes() + " bytes against the signed inventory"
        + (root.isPresent() ? "" : ", with the vendor root inside it: give --root for your own copy"));
    report.root().purpose().warning().ifPresent(lines::add);
    JsonObject.Builder facts = JsonObject.builder().put("release", report.inventory().release()).put("home", home.toString()).put("files", report.files()).put("bytes", report.bytes())
        .put("ownRoot", root.isPresent()).put("vendorRoot", report.root().purpose().toString());
    List<Component> packages = new ArrayList<>();
    data.filter(directory -> !homeOnly).map(directory -> new DataVerification(home, directory).run()).ifPresent(checked -> {
      findings.addAll(checked.findings());
      lines.addAll(checked.lines());
      facts.put("data", checked.facts());
      packages.addAll(checked.packages());
    });
    if (data.isEmpty() || homeOnly) {
      lines.add("no data directory was looked at");
    }
    return new Result(facts.build(), lines, List.copyOf(report.inventory().files().values()), () -> sbom(home, report.inventory().release(), packages), findings);
  }

  private static JsonObject sbom(Path home, String release, List<Component> packages) {
    List<Component> components = new ArrayList<>(Bom.distribution(home));
    components.addAll(packages);
    return Bom.document(Bom.product(release), components);
  }
}
