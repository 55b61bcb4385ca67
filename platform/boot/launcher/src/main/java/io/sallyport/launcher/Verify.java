package io.sallyport.launcher;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The stand-alone verifier: {@code java -jar sallyport-verify.jar HOME [--root FILE] [--json]}. Run it from another machine, before
 * power-on, with a vendor root that did not come with the distribution. Exit status 0 intact, 78 differs or cannot be trusted, 2 usage.
 */
public final class Verify {
  private static final int REFUSED = 78;

  private Verify() {}

  /** See the class comment. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    List<String> plain = new ArrayList<>();
    Path root = null;
    boolean json = false;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--json" -> json = true;
        case "--root" -> {
          if (++i == arguments.length) {
            return usage();
          }
          root = Path.of(arguments[i]);
        }
        default -> plain.add(arguments[i]);
      }
    }
    if (plain.size() != 1 || plain.get(0).startsWith("-") || !Files.isDirectory(Path.of(plain.get(0)))) {
      return usage();
    }
    Path home = Path.of(plain.get(0)).toAbsolutePath().normalize();
    try {
      Verification.Report report = (root == null ? new Verification(home) : new Verification(home, root)).run();
      print(report, json, root != null);
      return report.intact() ? 0 : REFUSED;
    } catch (RefusedException refused) {
      System.err.println(refused.getMessage());
      return REFUSED;
    }
  }

  private static void print(Verification.Report report, boolean json, boolean ownRoot) {
    if (json) {
      List<JsonObject> findings = report.findings().stream().map(f -> JsonObject.builder().put("code", f.code()).put("file", f.where()).put("what", f.what()).build()).toList();
      JsonObject object = JsonObject.builder().put("product", "sallyport").put("release", report.release()).put("files", (long) report.files())
          .put("bytes", report.bytes()).put("millis", report.millis()).put("intact", report.intact()).put("findings", findings).build();
      System.out.println(new String(Json.write(object), StandardCharsets.UTF_8));
      return;
    }
    report.lines(Integer.MAX_VALUE).forEach(System.err::println);
    System.out.println("sallyport " + report.release() + ": " + report.files() + " files, " + report.bytes() + " bytes checked in "
        + report.millis() + " ms: " + (report.intact() ? "intact" : report.findings().size() + " DIFFER")
        + (ownRoot ? "" : " (against the vendor root inside the distribution; give --root for your own copy)"));
  }

  private static int usage() {
    System.err.println("usage: sallyport-verify HOME [--root VENDOR-ROOT.json] [--json]");
    return 2;
  }
}
