package io.sallyport.inference.internal;

import io.sallyport.audit.AuditLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** The runtime of models with the limits of an appliance and the packages' of drift, which remembers in a folder of the test's. */
final class TestRuntime {
  private TestRuntime() {}

  static ModelRuntime create(Path directory, AuditLog log, ModelRegistry registry, Engines engines) {
    return create(directory, log, registry, engines, TestCapacity.get());
  }

  static ModelRuntime create(Path directory, AuditLog log, ModelRegistry registry, Engines engines, Capacity capacity) {
    CountingRouter nobody = new CountingRouter();
    Shadow shadow = new Shadow(nobody, registry, log, InstantSource.system(), new ShadowLimits(1, 1 << 10, 100));
    return create(directory, log, registry, engines, capacity, new CandidateRecords(directory.resolve("inference"), nobody, registry, shadow));
  }

  static ModelRuntime create(Path directory, AuditLog log, ModelRegistry registry, Engines engines, Capacity capacity, CandidateRecords records) {
    return new ModelRuntime(registry, engines, capacity, new Reproofs(log), new Trials(log, directory.resolve("trials"), Duration.ofSeconds(30)), records, new DriftLimits(0));
  }
}
