package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Project;
import io.sallyport.trust.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** {@code run NAME}: the table, then the figures as one line of JSON. */
public final class Main {
  private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of("vault", new VaultBenchmark(), "boot", new BootBenchmark(), "swap", new SwapBenchmark(), "import", new ImportBenchmark(),
      "inference", new InferenceBenchmark(), "endurance", new EnduranceBenchmark(), "metadata", new MetadataBenchmark(), "gate", new GateBenchmark(), "diode", new DiodeBenchmark(), "beside", new BesideBenchmark()));

  private Main() {}

  public static void main(String[] arguments) {
    Benchmark benchmark = arguments.length == 0 ? null : BENCHMARKS.get(arguments[0]);
    if (benchmark == null) {
      System.err.println("usage: run " + String.join("|", BENCHMARKS.keySet()) + " [--option number]…");
      System.exit(64);
      return;
    }
    System.out.println(new String(Json.write(benchmark.run(Project.here(), Options.parse(arguments, 1))), StandardCharsets.UTF_8));
    System.exit(0);
  }
}
