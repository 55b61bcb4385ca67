package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MetadataFile;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.Staging;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what is published and staged. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows the policy and each role: published and staged version, signatures of both kinds against their thresholds, expiry.")
public final class StatusCommand implements Runnable {
  private static final Envelope UNSIGNED = new Envelope(JsonObject.of(Map.of()), List.of());
  @Parameters(paramLabel = "REPO") private Path directory;
  @Mixin private Output output;

  @Override
  public void run() {
    Repository repository = new Repository(directory);
    output.line("policy %s", repository.root().policy());
    List<String> roles = new ArrayList<>(List.of("root"));
    roles.addAll(repository.targetsRoles());
    roles.addAll(List.of("snapshot", "timestamp"));
    output.line("%-14s %10s %8s %12s %10s  %s", "ROLE", "PUBLISHED", "STAGED", "SIGNATURES", "ML-DSA-87", "EXPIRES");
    List<JsonObject> rows = new ArrayList<>();
    for (String role : roles) {
      rows.add(row(repository, role));
    }
    if (output.json()) {
      output.json(rows);
    }
  }

  private JsonObject row(Repository repository, String name) {
    Optional<Long> published = repository.published(name).map(MetadataFile::version);
    Optional<MetadataFile> staged = repository.staged(name);
    List<Role> roles = new Staging(repository, Clock.systemUTC()).rolesFor(name);
    Role role = roles.get(roles.size() - 1);
    Optional<MetadataFile> file = repository.next(name);
    SignatureCounts counts = SignatureCounts.of(role, file.map(MetadataFile::envelope).orElse(UNSIGNED));
    Optional<String> expires = file.map(f -> f.signed().string("expires"));
    output.line("%-14s %10s %8s %12s %10s  %s", name, published.map(String::valueOf).orElse("-"), staged.map(f -> String.valueOf(f.version())).orElse("-"), counts.classical(), counts.postQuantum().map(String::valueOf).orElse("-"), expires.orElse("-"));
    JsonObject.Builder json = JsonObject.builder().put("role", name).put("policy", role.policy().toString()).put("published", published).put("staged", staged.map(MetadataFile::version));
    return counts.addTo(json).put("expires", expires).build();
  }
}
