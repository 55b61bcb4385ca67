package io.sallyport.verify;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.TargetFile;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Prints a result as asked for: findings to standard error, everything else to standard output. */
final class Printer {
  private final Arguments arguments;
  private final PrintStream out;
  private final PrintStream err;

  Printer(Arguments arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  void print(Result result) {
    boolean alone = arguments.sbom().filter(Arguments.STANDARD_OUTPUT::equals).isPresent();
    PrintStream report = alone ? err : out;
    if (arguments.json()) {
      report.print(Json.pretty(json(result)));
    } else {
      text(result, report);
    }
    arguments.sbom().ifPresent(where -> {
      if (result.intact()) {
        write(result.sbom().get(), where, report);
      } else {
        err.println("sallyport-verify: no bill of materials is made of what is not intact");
      }
    });
    out.flush();
    err.flush();
  }

  private void text(Result result, PrintStream report) {
    if (arguments.inventory()) {
      result.inventory().forEach(file -> report.printf(Locale.ROOT, "%s  %12d  %s%n", file.sha256(), file.length(), file.path()));
    }
    result.lines().forEach(report::println);
    result.findings().forEach(finding -> err.println(finding.message()));
    report.println(result.intact() ? "INTACT" : result.findings().size() + (result.findings().size() == 1 ? " FINDING" : " FINDINGS"));
  }

  private JsonObject json(Result result) {
    JsonObject.Builder json = JsonObject.builder().put("schema", "sallyport.verification/1").put("subject", arguments.subject().name().toLowerCase(Locale.ROOT))
        .put("place", arguments.place().toString()).put("intact", result.intact()).put("findings", result.findings().stream().map(Printer::json).toList()).put("checked", result.facts());
    if (arguments.inventory()) {
      json.put("inventory", result.inventory().stream().map(Printer::json).toList());
    }
    return json.build();
  }

  private static JsonObject json(Refusal finding) {
    return JsonObject.builder().put("code", finding.code()).put("what", finding.what()).put("where", finding.where()).put("next", finding.next()).build();
  }

  private static JsonObject json(TargetFile file) {
    return JsonObject.builder().put("path", file.path()).put("length", file.length()).put("sha256", file.sha256()).build();
  }

  private void write(JsonObject sbom, String where, PrintStream report) {
    if (where.equals(Arguments.STANDARD_OUTPUT)) {
      out.print(Json.pretty(sbom));
    } else {
      AtomicFiles.write(Path.of(where).toAbsolutePath(), Json.pretty(sbom).getBytes(StandardCharsets.UTF_8));
      if (!arguments.json()) {
        report.println("bill of materials: " + where);
      }
    }
  }
}
