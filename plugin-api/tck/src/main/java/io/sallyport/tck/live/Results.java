package io.sallyport.tck.live;

import io.sallyport.tck.Finding;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the child JVM tells its parent: one line when a rule begins, one when it is judged. */
final class Results {
  private static final String PASSED = "passed";
  private static final String FAILED = "failed";
  private static final String NOT = "not applicable";

  private final Path file;

  Results(Path file) {
    this.file = file;
  }

  void begin(String rule) {
    append(JsonObject.builder().put("begin", rule).build());
  }

  void judged(String rule, Finding finding) {
    String verdict = finding instanceof Finding.Passed ? PASSED : finding instanceof Finding.Failed ? FAILED : NOT;
    append(JsonObject.builder().put("rule", rule).put("verdict", verdict).put("observed", finding.observed()).build());
  }

  /** The findings so far, and the rule that was begun and not judged. */
  Map<String, Finding> read() {
    Map<String, Finding> findings = new LinkedHashMap<>();
    lines().filter(line -> line.has("rule")).forEach(line -> findings.put(line.string("rule"), finding(line.string("verdict"), line.string("observed"))));
    return findings;
  }

  Optional<String> unfinished() {
    Map<String, Finding> findings = read();
    return lines().filter(line -> line.has("begin")).map(line -> line.string("begin")).filter(rule -> !findings.containsKey(rule)).findFirst();
  }

  private static Finding finding(String verdict, String observed) {
    return switch (verdict) {
      case PASSED -> Finding.passed(observed);
      case NOT -> Finding.notApplicable(observed);
      default -> Finding.failed(observed);
    };
  }

  private Stream<JsonObject> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file).stream().map(line -> Json.parseObject(line.getBytes(StandardCharsets.UTF_8), file.toString())) : Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void append(JsonObject line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
