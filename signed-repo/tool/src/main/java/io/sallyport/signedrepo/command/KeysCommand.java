package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.PublicKeyFile;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.TufKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes key files. */
@Command(name = "keys", mixinStandardHelpOptions = true, description = "Makes Ed25519 keys: NAME.p12 (private, mode 0600) and NAME.json (public).")
public final class KeysCommand implements Runnable {
  /** The keys of a vendor by ADR 0002. */
  static final List<String> VENDOR = List.of("vendor-root-1", "vendor-root-2", "vendor-root-3", "vendor-targets-1", "vendor-targets-2", "vendor-targets-3", "vendor-snapshot", "vendor-timestamp");

  @Parameters(index = "0", paramLabel = "DIR", description = "where to") private Path directory;
  @Parameters(index = "1..*", paramLabel = "NAME", description = "names; without any, the eight keys of a vendor") private List<String> names = List.of();
  @Mixin private PasswordOption password;
  @Mixin private Output output;

  @Override
  public void run() {
    char[] secret = password.password();
    List<JsonObject> made = new ArrayList<>();
    for (String name : names.isEmpty() ? VENDOR : names) {
      TufKey key = make(directory, name, secret);
      made.add(JsonObject.builder().put("name", name).put("keyid", key.id()).build());
      output.line("%-18s %s", name, key.id());
    }
    if (output.json()) {
      output.json(made);
    }
  }

  static TufKey make(Path directory, String name, char[] secret) {
    TufKey key = KeyFile.create(directory.resolve(name + ".p12"), secret).key();
    PublicKeyFile.write(directory.resolve(name + ".json"), key);
    return key;
  }
}
