package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MetadataFile;
import io.sallyport.signedrepo.PublicKeyFile;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.Staging;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.TufKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stages the next root with other keys for one role. */
@Command(name = "rotate", mixinStandardHelpOptions = true,
    description = {"Stages the next root with other keys for one role. Old and new root keys must sign it.", "Roles whose keys change must sign their metadata again."})
public final class RotateCommand implements Runnable {
  @Parameters(paramLabel = "REPO") private Path directory;
  @Option(names = "--role", required = true, description = "root, targets, snapshot or timestamp") private String role;
  @Option(names = "--public-key", required = true, paramLabel = "FILE", description = "a public key; repeat for each key of the role") private List<Path> files;
  @Option(names = "--threshold", required = true) private int threshold;
  @Mixin private Output output;

  @Override
  public void run() {
    Repository repository = new Repository(directory);
    JsonObject base = repository.next("root").orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0003", "this is no repository", directory, "make one: init " + directory)).signed();
    RootMetadata.parse(base).role(role);
    List<TufKey> keys = files.stream().map(PublicKeyFile::read).toList();
    InitCommand.roleKeys(keys, threshold, role);
    JsonObject roles = base.object("roles").toBuilder().put(role, JsonObject.builder().put("keyids", keys.stream().map(TufKey::id).toList()).put("threshold", threshold).build()).build();
    Set<String> used = roles.keys().stream().flatMap(name -> roles.object(name).strings("keyids").stream()).collect(Collectors.toSet());
    JsonObject.Builder all = base.object("keys").toBuilder();
    base.object("keys").keys().stream().filter(id -> !used.contains(id)).forEach(all::remove);
    keys.forEach(key -> all.put(key.id(), key.toJson()));
    long version = repository.nextVersion("root");
    String expires = new Staging(repository, Clock.systemUTC()).expires("root").truncatedTo(ChronoUnit.SECONDS).toString();
    JsonObject root = base.toBuilder().put("version", version).put("expires", expires).put("keys", all.build()).put("roles", roles).build();
    repository.stage("root", MetadataFile.of(new Envelope(root, List.of())));
    output.line("staged root %d; old and new root keys must sign it", version);
  }
}
