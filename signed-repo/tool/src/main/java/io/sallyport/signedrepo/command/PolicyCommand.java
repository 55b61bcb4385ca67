package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MetadataBuilder;
import io.sallyport.signedrepo.MetadataFile;
import io.sallyport.signedrepo.PublicKeyFile;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.RoleKeys;
import io.sallyport.signedrepo.Staging;
import io.sallyport.trust.PostQuantum;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.SignaturePolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stages the next root with another signature policy. */
@Command(name = "policy", mixinStandardHelpOptions = true, description = {"Stages the next root with another signature policy: classical, hybrid or pq-only.",
    "It must be signed under the old policy and under the new one; then every role signs its metadata again."})
public final class PolicyCommand implements Runnable {
  private static final List<String> ROLES = List.of("root", "targets", "snapshot", "timestamp");
  @Parameters(index = "0", paramLabel = "REPO") private Path directory;
  @Parameters(index = "1", paramLabel = "POLICY", description = "classical, hybrid or pq-only") private SignaturePolicy policy;
  @Option(names = "--keys", paramLabel = "DIR", description = "public ML-DSA-87 keys: vendor-root-pq-N.json, vendor-targets-pq-N.json, vendor-snapshot-pq.json, vendor-timestamp-pq.json; thresholds as for the classical keys; without it, the root's present ones") private Path keys;
  @Mixin private Output output;

  @Override
  public void run() {
    Repository repository = new Repository(directory);
    RootMetadata root = repository.root();
    Map<String, Quorum> quorums = new LinkedHashMap<>(PostQuantum.ofRoot(root.signed()).roles());
    if (keys != null) {
      ROLES.forEach(role -> quorums.put(role, RoleKeys.of(PublicKeyFile.postQuantumOfRole(keys, role), root.role(role).threshold(), role).postQuantum().orElseThrow()));
    }
    MetadataFile file = new Staging(repository, Clock.systemUTC()).editRoot(base -> MetadataBuilder.withPolicy(base, policy, quorums));
    output.line("staged root %d, policy %s where it was %s; sign it under both, then every role again", file.version(), policy, root.policy());
  }
}
