package io.sallyport.verify;

import io.sallyport.launcher.Verification;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.TargetFile;
import io.sallyport.vault.MediumCheck;
import io.sallyport.vault.VaultPackage;
import io.sallyport.verify.sbom.Bom;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A medium: metadata, every byte, descriptors, policy. */
final class MediumVerification {
  private MediumVerification() {}

  static Result run(Arguments arguments, Clock clock) {
    Path rootFile = arguments.root().orElseGet(() -> arguments.home().orElseThrow().resolve(Verification.ROOT));
    byte[] bytes = Bytes.of(rootFile);
    MediumCheck check = MediumCheck.of(arguments.place(), bytes, arguments.home(), clock);
    List<TargetFile> inventory = new ArrayList<>();
    check.packages().forEach(pack -> inventory.addAll(files(pack)));
    List<String> lines = new ArrayList<>();
    check.packages().forEach(pack -> lines.add(String.format(Locale.ROOT, "%-24s %-10s %-10s %s", pack.name(), pack.version(), pack.kind().label(), pack.digest())));
    check.absent().forEach(pack -> lines.add(pack + " is not on this medium"));
    lines.add("medium " + check.medium() + ": " + check.packages().size() + " packages, " + check.files() + " files, " + check.bytes() + " bytes, vendor metadata version "
        + check.vendor().metadata().get("targets").version() + ", root version " + check.root());
    RootMetadata.Purpose purpose = RootMetadata.selfSigned(bytes, rootFile.toString()).purpose();
    purpose.warning().ifPresent(lines::add);
    if (arguments.home().isEmpty()) {
      lines.add("names of the platform were not compared: give --home for that");
    }
    JsonObject facts = JsonObject.builder().put("medium", check.medium()).put("rootVersion", check.root()).put("vendorRoot", purpose.toString()).put("targetsVersion", check.vendor().metadata().get("targets").version())
        .put("files", check.files()).put("bytes", check.bytes()).put("platformCompared", arguments.home().isPresent()).put("packages", check.packages().stream().map(MediumVerification::json).toList())
        .put("absent", check.absent()).build();
    return new Result(facts, lines, inventory, () -> sbom(arguments.place(), check, inventory), check.findings());
  }

  /** Every file of a package: descriptor and parts. */
  static List<TargetFile> files(VaultPackage pack) {
    List<TargetFile> files = new ArrayList<>();
    files.add(new TargetFile(pack.descriptorPath(), pack.length(), pack.digest(), Optional.empty()));
    pack.descriptor().parts().forEach(part -> files.add(new TargetFile(pack.partPath(part), part.length(), part.sha256(), Optional.empty())));
    return files;
  }

  private static JsonObject sbom(Path medium, MediumCheck check, List<TargetFile> inventory) {
    Map<String, Path> content = new HashMap<>();
    inventory.forEach(file -> content.put(file.sha256(), medium.resolve("targets").resolve(file.consistentPath())));
    return Bom.document(Bom.medium(check.medium()), check.packages().stream().map(pack -> Bom.pack(pack.descriptor(), content::get)).toList());
  }

  private static JsonObject json(VaultPackage pack) {
    return JsonObject.builder().put("name", pack.name()).put("version", pack.version()).put("kind", pack.kind().label()).put("sha256", pack.digest()).build();
  }
}
