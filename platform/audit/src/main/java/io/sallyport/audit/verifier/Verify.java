package io.sallyport.audit.verifier;

import io.sallyport.audit.Finding;
import io.sallyport.audit.Verification;
import io.sallyport.audit.internal.LogCheck;
import io.sallyport.audit.internal.VerifierKey;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Verifies an exported audit log on another machine: {@code java -jar sallyport-audit-VERSION-verifier.jar DIR [--key KEY] [--json]}.
 * Exit status 0: intact, 1: not intact, 2: wrong usage. Without {@code --key} it uses the key in the export, which shows only that the
 * log is consistent in itself: get the key, or a checkpoint, from elsewhere to know whose log it is.
 */
public final class Verify {
  private static final String USAGE = "usage: java -jar sallyport-audit-VERSION-verifier.jar DIR [--key NOTE-VERIFIER-KEY] [--json]";
  private static final int LONGEST_KEY = 4096;

  private Verify() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    String directory = null;
    String key = null;
    boolean json = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--json")) {
        json = true;
      } else if (argument.equals("--key") && i + 1 < arguments.size()) {
        key = arguments.get(++i);
      } else if (directory == null && !argument.startsWith("--")) {
        directory = argument;
      } else {
        return usage(err);
      }
    }
    if (directory == null) {
      return usage(err);
    }
    return verify(Path.of(directory), key, json, out, err);
  }

  private static int usage(PrintStream err) {
    err.println(USAGE);
    return 2;
  }

  private static int verify(Path directory, String given, boolean json, PrintStream out, PrintStream err) {
    VerifierKey key;
    try {
      key = VerifierKey.parse(given == null ? stored(directory) : given);
    } catch (IOException | IllegalArgumentException e) {
      err.println("no usable key: " + e.getMessage());
      return 2;
    }
    Verification result = LogCheck.run(directory, key);
    if (json) {
      out.println(new String(Json.write(json(result, given != null)), StandardCharsets.UTF_8));
    } else {
      print(result, given != null, out);
    }
    return result.intact() ? 0 : 1;
  }

  private static String stored(Path directory) throws IOException {
    Path file = directory.resolve("key");
    if (Files.size(file) > LONGEST_KEY) {
      throw new IOException(file + " is too long for a key");
    }
    return Files.readString(file);
  }

  private static JsonObject json(Verification result, boolean trustedKey) {
    List<JsonObject> findings = result.findings().stream().map(f -> JsonObject.builder().put("file", f.file())
        .put("index", f.index()).put("what", f.what()).build()).toList();
    return JsonObject.builder().put("intact", result.intact()).put("origin", result.origin()).put("size", result.size())
        .put("root", result.root()).put("keyGiven", trustedKey).put("findings", findings).build();
  }

  private static void print(Verification result, boolean trustedKey, PrintStream out) {
    out.println("origin  " + result.origin());
    out.println("size    " + result.size());
    out.println("root    " + result.root());
    for (Finding finding : result.findings()) {
      out.println("BAD     " + finding.file() + (finding.index() < 0 ? "" : " (entry " + finding.index() + ")") + ": " + finding.what());
    }
    out.println(result.intact() ? "INTACT" + (trustedKey ? "" : " (checked with the key in the export itself)") : "NOT INTACT");
  }
}
