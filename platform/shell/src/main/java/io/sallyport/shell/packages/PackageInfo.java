package io.sallyport.shell.packages;

import io.sallyport.provision.Generations;
import io.sallyport.provision.PackageState;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.BillOfMaterials;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.Vouching;
import io.sallyport.vault.tck.TckStanding;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code package:info [--explain] NAME[/VERSION]}. */
@Service
@Command(scope = "package", name = "info", description = "Shows one package: descriptor, who signed for it, files, components")
public final class PackageInfo extends SallyportCommand {
  @Argument(name = "NAME[/VERSION]", description = "The newest version if none is named", required = true)
  @Completion(PackageCompleter.class)
  private String wanted;

  @Option(name = "--explain", description = "Who signed for it and who must still sign: the vendor's keys, the site's approvers")
  private boolean explain;

  @Reference
  private Packages packages;

  @Reference
  private Generations generations;

  @Override
  protected Reply run() {
    int slash = wanted.indexOf('/');
    VaultPackage pack = (slash < 0 ? packages.newest(wanted) : packages.find(wanted.substring(0, slash), wanted.substring(slash + 1)))
        .orElseThrow(() -> new RefusedException(new Refusal("SP-PLAN-0001", "the vault holds no such verified package", wanted, "package:list shows what it holds")));
    String state = generations.packages().stream().filter(known -> known.version().digest().equals(pack.digest())).map(PackageState::state).map(Enum::name).findFirst().orElse("VERIFIED");
    Vouching vouching = packages.vouching(pack).orElse(new Vouching("nobody", 0, 0, Optional.empty(), List.of(), List.of()));
    BillOfMaterials materials = packages.materials(pack);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", pack.name());
    json.put("version", pack.version());
    json.put("digest", pack.digest());
    json.put("state", state);
    json.put("signed_by", vouching.role());
    json.put("signatures", vouching.signatures());
    json.put("threshold", vouching.threshold());
    vouching.postQuantum().ifPresent(count -> json.put("ml_dsa_87", Map.of("signatures", count.valid(), "threshold", count.threshold())));
    TckStanding tck = packages.tck(pack);
    json.put("tck", report(tck));
    json.put("components", materials.components());
    json.put("licences", materials.licences());
    json.put("descriptor", pack.descriptor().json());
    Optional<Explanation> explanation = explain ? Optional.of(Explanation.of(pack, vouching, generations)) : Optional.empty();
    explanation.ifPresent(shown -> json.put("explanation", shown.json()));
    return new Reply(json, out -> {
      print(pack, state, vouching, materials, tck, out);
      explanation.ifPresent(shown -> shown.print(out));
    }, true);
  }

  private static Map<String, Object> report(TckStanding tck) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("good", tck.fault().isEmpty());
    json.put("signed_by", tck.signers());
    tck.fault().ifPresent(fault -> json.put("fault", Map.of("code", fault.code(), "what", fault.what(), "next", fault.next())));
    tck.report().ifPresent(report -> json.put("report", report.toJson()));
    return json;
  }

  private static void print(VaultPackage pack, String state, Vouching vouching, BillOfMaterials materials, TckStanding tck, PrintStream out) {
    Descriptor descriptor = pack.descriptor();
    out.println(pack + "  " + descriptor.kind() + ", " + state);
    out.println("  " + descriptor.summary());
    out.println("  digest      " + pack.digest());
    out.println("  publisher   " + descriptor.publisher());
    out.println("  signed by   " + vouching.role() + ": " + vouching.signatures() + " valid signatures, " + vouching.threshold() + " needed"
        + vouching.postQuantum().map(count -> "; ML-DSA-87 " + count).orElse(""));
    out.println("  TCK report  " + tck.line());
    tck.report().ifPresent(report -> report.failures().forEach(rule -> out.println("    failed    " + rule.id() + "  " + rule.title() + " – " + rule.observed())));
    out.println("  plugin API  " + descriptor.api() + ", GxP " + descriptor.gxp());
    descriptor.qualification().flatMap(json -> json.optionalString("scope")).ifPresent(scope -> out.println("  qualify     " + scope));
    descriptor.conduits().forEach(conduit -> out.println("  conduit     " + conduit.told()));
    out.println("  components  " + materials.components().size() + (materials.licences().isEmpty() ? "" : ", licences " + String.join(", ", materials.licences())));
    Reply.table(List.of("File", "Role", "Bytes", "SHA-256"), descriptor.parts().stream().map(part -> List.of(part.path(), part.role(), part.length(), part.sha256())).toList(), "")
        .text().accept(out);
  }
}
