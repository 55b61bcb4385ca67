package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditLog;
import io.sallyport.audit.internal.RealAudit;
import io.sallyport.engine.onnx.internal.TestEngine;
import io.sallyport.inference.Load;
import io.sallyport.inference.LoadReport;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.provision.runtime.StagedPackage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is loaded and closed again and again while others infer: 50 times as fast as they can, 2 000 times at a pace in the profile soak. */
class EnduranceTest {
  private static final String NAME = "radiator-anomaly";
  private static final int CYCLES = Integer.getInteger("engine.cycles", 50);
  /** Calls a second, 0 for as fast as they can. */
  private static final int RATE = Integer.getInteger("engine.rate", 0);
  private static final double MEBIBYTE = 1 << 20;

  @TempDir
  Path directory;

  @Test
  void loadingAndClosingUnderLoadLeavesNothing() throws Exception {
    AuditLog log = RealAudit.open(directory);
    ModelRegistry registry = new ModelRegistry();
    Engines engines = new Engines();
    engines.add(TestEngine.untried());
    CountingRouter router = new CountingRouter();
    InferenceServiceImpl service = new InferenceServiceImpl(router, registry, log);
    ModelCatalogImpl catalog = new ModelCatalogImpl(registry, router, service);
    ModelRuntime runtime = TestRuntime.create(directory, log, registry, engines);
    try (ModelBundles bundles = new ModelBundles(directory.resolve("framework"))) {
      StagedPackage first = bundles.staged("1.0.0");
      StagedPackage second = bundles.staged("1.1.0");
      runtime.stage(first);
      router.promote(first.version());
      CompletableFuture<List<LoadReport>> load = new CompletableFuture<>();
      Thread caller = new Thread(() -> load.complete(untilInterrupted(catalog)));
      caller.start();
      StagedPackage active = first;
      List<Long> resident = new ArrayList<>();
      for (int i = 0; i < CYCLES; i++) {
        StagedPackage next = active == first ? second : first;
        runtime.stage(next);
        ServedModel former = registry.find(active.version().digest()).orElseThrow();
        router.promote(next.version());
        runtime.retire(active.version());
        assertTrue(former.loaded().isFreed());
        assertEquals(1, registry.all().size());
        active = next;
        if (i == 0 || i == CYCLES / 2 || i == CYCLES - 1) {
          resident.add(beyondTheHeap());
        }
      }
      caller.interrupt();
      List<LoadReport> reports = load.get(20, TimeUnit.SECONDS);
      reports.forEach(report -> assertEquals(Map.of(), report.failures()));
      long calls = reports.stream().mapToLong(LoadReport::calls).sum();
      assertTrue(calls > CYCLES, reports::toString);
      System.out.printf("%d load/close cycles under load, %,d calls, 0 failed; resident beyond the heap %.0f MiB at first, %.0f half way, %.0f at the end: %.1f kB a cycle in the second half%n", CYCLES,
          calls, resident.get(0) / MEBIBYTE, resident.get(1) / MEBIBYTE, resident.get(2) / MEBIBYTE, (resident.get(2) - resident.get(1)) / 1e3 / (CYCLES - CYCLES / 2));
    } finally {
      registry.close();
      ((AutoCloseable) log).close();
    }
  }

  /** A load is ten minutes long at most. */
  private static List<LoadReport> untilInterrupted(ModelCatalog catalog) {
    List<LoadReport> reports = new ArrayList<>();
    do {
      reports.add(catalog.run(new Load(NAME, 2, Duration.ofMinutes(10), RATE)));
    } while (!reports.get(reports.size() - 1).interrupted());
    return reports;
  }

  /** After a collection, which also frees the memory of outputs that nobody holds. */
  private static long beyondTheHeap() {
    System.gc();
    return Machine.resident() - Runtime.getRuntime().totalMemory();
  }
}
