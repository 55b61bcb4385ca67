package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MetadataBuilder;
import io.sallyport.signedrepo.MetadataFile;
import io.sallyport.signedrepo.PathPatterns;
import io.sallyport.signedrepo.PublicKeyFile;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.RoleKeys;
import io.sallyport.signedrepo.Staging;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.Delegation;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.TufKey;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stages delegations: partners with names, keys and thresholds of their own. */
@Command(name = "delegate", mixinStandardHelpOptions = true, description = {"Lets another role, such as a partner, sign for some names; or ends that.", "Every change is signed by the role that delegates, then by snapshot and timestamp."})
public final class DelegateCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Parameters(paramLabel = "REPO") private Path directory;
  @Option(names = "--from", defaultValue = "targets", description = "who delegates; default ${DEFAULT-VALUE}") private String from;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command: add, list, revoke or remove");
  }

  @Command(name = "add", mixinStandardHelpOptions = true, description = {"Delegates names to a role; for one that is there, replaces its names, keys and threshold.",
      "The threshold holds for each kind of keys; a hybrid or pq-only repository needs ML-DSA-87 keys too."})
  void add(@Parameters(paramLabel = "ROLE") String role,
      @Option(names = "--paths", required = true, split = ",", paramLabel = "PATTERN", description = "names, e.g. packages/acme-*/**; repeatable") List<String> paths,
      @Option(names = "--public-key", required = true, paramLabel = "FILE", description = "a public key; repeat for each key of the role") List<Path> files,
      @Option(names = "--threshold", defaultValue = "1", description = "how many of them must sign; default ${DEFAULT-VALUE}") int threshold,
      @Option(names = "--terminating", description = "for these names nobody after this role is asked") boolean terminating, @Mixin Output output) {
    List<String> patterns = PathPatterns.expanded(paths);
    RoleKeys keys = RoleKeys.of(files.stream().map(PublicKeyFile::read).toList(), threshold, role);
    SignaturePolicy policy = new Repository(directory).root().policy();
    if (keys.classical().isEmpty() || policy.needsPostQuantum() && keys.postQuantum().isEmpty()) {
      throw ToolRefusals.refuse("SP-TOOL-0023", "the policy is " + policy + ": a delegated role needs classical keys" + (policy.needsPostQuantum() ? " and ML-DSA-87 keys" : ""), "role " + role,
          "add the missing kind with --public-key");
    }
    staging().editTargets(from, targets -> MetadataBuilder.withDelegation(targets, role, keys, patterns, terminating));
    output.line("staged: %s may sign for %s, %d of %d keys; %s", role, String.join(", ", patterns), threshold, keys.classical().size(), next(role));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows to whom names are delegated, as it will be in force.")
  void list(@Mixin Output output) {
    Repository repository = new Repository(directory);
    List<JsonObject> rows = new ArrayList<>();
    output.line("%-14s %-10s %8s %10s  %s", "ROLE", "BY", "VERSION", "SIGNATURES", "NAMES");
    for (String delegator : repository.targetsRoles()) {
      for (Delegation delegation : repository.next(delegator).map(repository::targets).orElseThrow().delegations()) {
        rows.add(row(repository, delegator, delegation, output));
      }
    }
    if (output.json()) {
      output.json(rows);
    }
  }

  @Command(name = "revoke", mixinStandardHelpOptions = true, description = {"Takes one key from a role. What it signed counts no more: if too few keys are left under what is published,", "the role signs anew with the others."})
  void revoke(@Parameters(paramLabel = "ROLE") String role, @Option(names = "--keyid", required = true, description = "the key; delegate REPO list shows them") String keyid, @Mixin Output output) {
    Delegation delegation = delegation(role);
    List<TufKey> left = RoleKeys.present(delegation.role()).stream().filter(key -> !key.id().equals(keyid)).toList();
    if (!delegation.role().has(keyid)) {
      throw ToolRefusals.refuse("SP-TOOL-0063", "the key is none of role " + role, keyid, "see delegate REPO list");
    }
    RoleKeys keys = RoleKeys.of(left, delegation.role().threshold(), role);
    staging().editTargets(from, targets -> MetadataBuilder.withDelegation(targets, role, keys, delegation.paths(), delegation.terminating()));
    output.line("staged: key %s of %s counts no more; %s", keyid, role, next(role));
  }

  @Command(name = "remove", mixinStandardHelpOptions = true, description = "Ends a delegation: no client finds what the role vouched for. What runs at a site runs on until the site decides.")
  void remove(@Parameters(paramLabel = "ROLE") String role, @Mixin Output output) {
    delegation(role);
    staging().editTargets(from, targets -> MetadataBuilder.withoutDelegation(targets, role));
    output.line("staged: nothing is delegated to %s any more; sign --role %s next", role, from);
  }

  /** Who has to sign after a change of the delegation; stages the role anew if its own signatures are needed. */
  private String next(String role) {
    Repository repository = new Repository(directory);
    if (repository.staged(role).isEmpty() && new Staging(repository, Clock.systemUTC()).met(role)) {
      return "sign --role " + from + " next";
    }
    staging().editTargets(role, targets -> targets);
    return "sign --role " + from + " and --role " + role + " next";
  }

  private Delegation delegation(String role) {
    Repository repository = new Repository(directory);
    return repository.next(from).map(repository::targets).flatMap(targets -> targets.delegations().stream().filter(d -> d.role().name().equals(role)).findFirst())
        .orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0006", "role " + from + " delegates nothing to " + role, directory, "see delegate REPO list"));
  }

  private JsonObject row(Repository repository, String delegator, Delegation delegation, Output output) {
    String name = delegation.role().name();
    Optional<MetadataFile> file = repository.next(name);
    Optional<SignatureCounts> counts = file.map(f -> SignatureCounts.of(delegation.role(), f.envelope()));
    List<String> keyids = RoleKeys.present(delegation.role()).stream().map(TufKey::id).toList();
    Set<String> signed = file.map(f -> delegation.role().quorums().stream().flatMap(quorum -> quorum.verifiedBy(f.envelope()).stream()).collect(Collectors.toSet())).orElse(Set.of());
    List<String> names = delegation.paths().isEmpty() ? delegation.pathHashPrefixes() : delegation.paths();
    output.line("%-14s %-10s %8s %10s  %s", name, delegator, file.map(f -> String.valueOf(f.version())).orElse("-"), counts.map(c -> c.classical().toString()).orElse("-"), String.join(", ", names));
    keyids.forEach(id -> output.line("  key %s%s", id, signed.contains(id) ? "  has signed" : ""));
    JsonObject.Builder json = JsonObject.builder().put("role", name).put("by", delegator).put("version", file.map(MetadataFile::version)).put("threshold", delegation.role().threshold())
        .put("terminating", delegation.terminating()).put("names", names).put("keyids", keyids).put("signed", signed.stream().sorted().toList());
    return json.put("signatures", counts.map(c -> c.classical().valid())).build();
  }

  private Staging staging() {
    return new Staging(new Repository(directory), Clock.systemUTC());
  }
}
