package io.sallyport.inference.internal;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.audit.AuditLog;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.RemoteModel;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.site.PackageKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A remote model as the platform serves it to callers, with one golden vector. */
public final class Served implements AutoCloseable {
  private final Reproofs reproofs;
  private final RemoteServing serving;

  /** @param limit the version's own for a run */
  public Served(RemoteModel model, Map<String, Tensor> inputs, Map<String, List<Double>> outputs, Duration limit, AuditLog log) {
    this.reproofs = new Reproofs(log, Duration.ofMillis(20));
    this.serving = new RemoteServing(new PackageVersion("doubler", PackageKind.MODEL, "1.0.0", "ab".repeat(32)), model, new GoldenSet(1e-6, List.of(new GoldenVector("", inputs, outputs))), reproofs, limit);
  }

  public LoadedModel model() {
    return serving;
  }

  public List<CheckResult> prove() {
    return serving.prove();
  }

  @Override
  public void close() {
    serving.close();
    reproofs.close();
  }
}
