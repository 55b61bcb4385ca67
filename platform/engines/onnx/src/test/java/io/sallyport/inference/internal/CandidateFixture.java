package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.internal.RealAudit;
import io.sallyport.engine.onnx.internal.TestEngine;
import io.sallyport.provision.lease.Traffic;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.TrafficMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An active version 1.0.0 and a loaded 1.1.0 of one model, with real engine, framework, log and files; a shadow runs when it is told to. */
final class CandidateFixture implements AutoCloseable {
  static final int COPIES = 16;

  final AuditLog log;
  final CountingRouter router = new CountingRouter();
  final StagedPackage active;
  final StagedPackage candidate;
  private final Path directory;
  private final String name;
  private final ModelBundles bundles;
  private final Engines engines = new Engines();
  Instant now = Instant.parse("2026-11-25T10:00:00Z");
  ModelRegistry registry;
  Shadow shadow;
  CandidateRecords records;
  ModelRuntime runtime;
  InferenceServiceImpl service;
  ModelCatalogImpl catalog;

  CandidateFixture(Path directory, String name, Map<String, byte[]> active, Map<String, byte[]> candidate) throws Exception {
    this.directory = directory;
    this.name = name;
    this.log = RealAudit.open(directory);
    this.bundles = new ModelBundles(directory.resolve("framework"));
    this.active = bundles.staged(name, "1.0.0", active);
    this.candidate = bundles.staged(name, "1.1.0", candidate);
    engines.add(TestEngine.untried());
    boot();
    runtime.stage(this.active);
    runtime.stage(this.candidate);
    router.promote(this.active.version());
    runtime.activate(this.active.version());
  }

  private void boot() {
    registry = new ModelRegistry();
    shadow = shadow(1 << 20);
    records = new CandidateRecords(directory.resolve("inference"), router, registry, shadow);
    runtime = TestRuntime.create(directory, log, registry, engines, TestCapacity.get(), records);
    service = new InferenceServiceImpl(router, registry, log, shadow);
    catalog = new ModelCatalogImpl(registry, router, service);
  }

  /** Another one, with copies of so many bytes at most. */
  Shadow shadow(long bytes) {
    return new Shadow(router, registry, log, () -> now, new ShadowLimits(COPIES, bytes, 100));
  }

  /** What a process that is cut off leaves is what was saved; then a start. */
  void restart() {
    registry.close();
    boot();
    runtime.resume(active);
    runtime.resume(candidate);
    runtime.activate(active.version());
    runtime.activate(candidate.version());
  }

  void let(TrafficMode mode, double percent, String... assets) throws InterruptedException {
    router.let(new Traffic(candidate.version(), mode, percent, Set.of(assets)));
    runtime.activate(candidate.version());
  }

  InferenceResult call(Map<String, Tensor> inputs, String correlation) {
    return service.infer(new InferenceRequest(name, inputs, correlation));
  }

  ServedModel served(StagedPackage version) {
    return registry.find(version.version().digest()).orElseThrow();
  }

  void passSeconds(long seconds) {
    now = now.plusSeconds(seconds);
  }

  List<JsonObject> recorded(String type) {
    log.append(AuditEntry.of("audit.seal").system("test").action("wait").object("for what is queued").build());
    return log.read(0, 10_000).stream().map(StoredEntry::json).filter(entry -> entry.string("type").equals(type)).toList();
  }

  @Override
  public void close() throws Exception {
    registry.close();
    bundles.close();
    ((AutoCloseable) log).close();
  }
}
