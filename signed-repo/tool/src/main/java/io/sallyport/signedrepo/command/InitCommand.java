package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MetadataBuilder;
import io.sallyport.signedrepo.MetadataFile;
import io.sallyport.signedrepo.PublicKeyFile;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.RoleKeys;
import io.sallyport.signedrepo.Staging;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.TufKey;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stages the first root and empty targets. */
@Command(name = "init", mixinStandardHelpOptions = true, description = "Stages the first root of a new repository, from public keys only; sign it next.")
public final class InitCommand implements Runnable {
  @Parameters(paramLabel = "REPO", description = "directory of the repository") private Path directory;
  @Option(names = "--keys", required = true, paramLabel = "DIR", description = "public keys: vendor-root-N.json, vendor-targets-N.json, vendor-snapshot.json, vendor-timestamp.json") private Path keys;
  @Option(names = "--root-threshold", defaultValue = "2", description = "default ${DEFAULT-VALUE}") private int rootThreshold;
  @Option(names = "--targets-threshold", defaultValue = "2", description = "default ${DEFAULT-VALUE}") private int targetsThreshold;
  @Option(names = "--policy", defaultValue = "classical", paramLabel = "POLICY",
      description = "classical, hybrid or pq-only; the last two need vendor-ROLE-pq….json (ML-DSA-87) as well, with the same thresholds; default ${DEFAULT-VALUE}") private SignaturePolicy policy;
  @Mixin private Output output;

  @Override
  public void run() {
    init(new Repository(directory), keys, rootThreshold, targetsThreshold, policy);
    output.line("staged root 1 in %s, policy %s; it needs %d signatures%s: sign %s --role root --key FILE", directory, policy, rootThreshold, policy.needsPostQuantum() ? " of each kind" : "", directory);
  }

  static void init(Repository repository, Path keys, int rootThreshold, int targetsThreshold, SignaturePolicy policy) {
    if (repository.next("root").isPresent()) {
      throw ToolRefusals.refuse("SP-TOOL-0017", "there is a repository already", repository.directory(), "choose another directory; to change keys use rotate");
    }
    Staging staging = new Staging(repository, Clock.systemUTC());
    Map<String, RoleKeys> roles = new LinkedHashMap<>();
    Map.of("root", rootThreshold, "targets", targetsThreshold, "snapshot", 1, "timestamp", 1).entrySet().stream().sorted(Map.Entry.comparingByKey())
        .forEach(role -> roles.put(role.getKey(), RoleKeys.of(keys(keys, role.getKey(), policy), role.getValue(), role.getKey())));
    Envelope root = new Envelope(MetadataBuilder.root(1, staging.expires("root"), roles, policy), List.of());
    RootMetadata.parse(root.signed());
    repository.stage("root", MetadataFile.of(root));
    staging.editTargets("targets", targets -> targets);
  }

  private static List<TufKey> keys(Path directory, String role, SignaturePolicy policy) {
    List<TufKey> keys = new ArrayList<>(PublicKeyFile.ofRole(directory, role));
    if (policy.needsPostQuantum()) {
      keys.addAll(PublicKeyFile.postQuantumOfRole(directory, role));
    }
    return keys;
  }
}
