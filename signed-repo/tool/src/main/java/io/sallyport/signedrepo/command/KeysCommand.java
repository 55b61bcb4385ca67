package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.PublicKeyFile;
import io.sallyport.trust.Algorithm;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.Pkcs11Token;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.TufKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes keys. */
@Command(name = "keys", mixinStandardHelpOptions = true, description = {"Makes keys: NAME.p12 (private, mode 0600) and NAME.json (public).",
    "With --pkcs11 the key is made inside the token (P-256), under --label or NAME; only NAME.json is written."})
public final class KeysCommand implements Runnable {
  /** The classical keys of a vendor by ADR 0002. */
  static final List<String> VENDOR = List.of("vendor-root-1", "vendor-root-2", "vendor-root-3", "vendor-targets-1", "vendor-targets-2", "vendor-targets-3", "vendor-snapshot", "vendor-timestamp");
  /** Their ML-DSA-87 companions (ADR 0007). */
  private static final List<String> VENDOR_POST_QUANTUM = List.of("vendor-root-pq-1", "vendor-root-pq-2", "vendor-root-pq-3", "vendor-targets-pq-1", "vendor-targets-pq-2", "vendor-targets-pq-3",
      "vendor-snapshot-pq", "vendor-timestamp-pq");

  @Spec private CommandSpec spec;
  @Parameters(index = "0", paramLabel = "DIR", description = "where to") private Path directory;
  @Parameters(index = "1..*", paramLabel = "NAME", description = "names; without any, the eight keys of a vendor (with ml-dsa-87 vendor-root-pq-1 and so on)") private List<String> names = List.of();
  @Option(names = "--algorithm", paramLabel = "ALGORITHM", description = "ed25519 (default), ecdsa-p256 or ml-dsa-87") private Algorithm algorithm;
  @Option(names = "--policy", paramLabel = "POLICY", description = "hybrid or pq-only: with names, keys of both kinds in one file, as an approver needs them; an existing file gets the missing half."
      + " Without names, the sixteen keys of a vendor")
  private SignaturePolicy policy = SignaturePolicy.CLASSICAL;
  @Mixin private PasswordOption password;
  @Mixin private TokenOption token;
  @Mixin private Output output;

  @Override
  public void run() {
    List<JsonObject> made = new ArrayList<>();
    if (token.given()) {
      inToken(made);
    } else if (policy.needsPostQuantum()) {
      both(made);
    } else {
      char[] secret = password.password();
      Algorithm chosen = algorithm == null ? Algorithm.ED25519 : algorithm;
      for (String name : !names.isEmpty() ? names : chosen.postQuantum() ? VENDOR_POST_QUANTUM : VENDOR) {
        show(made, name, make(directory, name, secret, chosen));
      }
    }
    if (output.json()) {
      output.json(made);
    }
  }

  private void both(List<JsonObject> made) {
    if (algorithm != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--policy " + policy + " chooses the algorithms: leave --algorithm out");
    }
    char[] secret = password.password();
    if (names.isEmpty()) {
      VENDOR.forEach(name -> show(made, name, make(directory, name, secret, Algorithm.ED25519)));
      VENDOR_POST_QUANTUM.forEach(name -> show(made, name, make(directory, name, secret, Algorithm.ML_DSA_87)));
    }
    for (String name : names) {
      Path file = directory.resolve(name + ".p12");
      PairedKey key = (Files.exists(file) ? KeyFile.extend(file, secret) : KeyFile.createPair(file, secret)).key();
      PublicKeyFile.write(directory.resolve(name + ".json"), key);
      key.halves().forEach(half -> show(made, name, half));
    }
  }

  private void inToken(List<JsonObject> made) {
    if (policy.needsPostQuantum() || names.size() != 1 || algorithm != null && algorithm != Algorithm.ECDSA_P256) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--pkcs11 makes one key, of algorithm ecdsa-p256: give one NAME");
    }
    String name = names.get(0);
    try (Pkcs11Token opened = token.open()) {
      TufKey key = opened.create(token.label().orElse(name)).key();
      PublicKeyFile.write(directory.resolve(name + ".json"), key);
      show(made, name, key);
    }
  }

  private void show(List<JsonObject> made, String name, TufKey key) {
    made.add(JsonObject.builder().put("name", name).put("algorithm", key.algorithm().map(Algorithm::toString)).put("keyid", key.id()).build());
    output.line("%-22s %-10s %s", name, key.algorithm().map(Algorithm::toString).orElse("?"), key.id());
  }

  static TufKey make(Path directory, String name, char[] secret, Algorithm algorithm) {
    TufKey key = KeyFile.create(directory.resolve(name + ".p12"), secret, algorithm).key();
    PublicKeyFile.write(directory.resolve(name + ".json"), key);
    return key;
  }
}
