package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.Router;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lease, then {@linkplain Execution check, run, record, answer}. Thread-safe, lock-free but for the engine's and the log's own. */
@Component(service = InferenceService.class)
public final class InferenceServiceImpl implements InferenceService {
  private static final int LONGEST_CORRELATION = 256;

  private final Router router;
  private final ModelRegistry registry;
  private final InferenceAudit audit;
  private final Execution execution;

  @Activate
  public InferenceServiceImpl(@Reference Router router, @Reference ModelRegistry registry, @Reference AuditLog log) {
    this.router = router;
    this.registry = registry;
    this.audit = new InferenceAudit(log);
    this.execution = new Execution(audit, Clock.systemUTC());
  }

  @Override
  public InferenceResult infer(InferenceRequest request) {
    if (request.correlation().isBlank() || request.correlation().length() > LONGEST_CORRELATION) {
      return refuse(new InferenceRequest(request.model(), Map.of(), "none"), "SP-INFER-0002", "the correlation is empty or too long",
          "pass 1 to " + LONGEST_CORRELATION + " characters");
    }
    Optional<Lease> lease = router.lease(request.model());
    if (lease.isEmpty()) {
      return refuse(request, "SP-INFER-0001", "no active model has the name " + request.model(), "see the active models with model:list");
    }
    try (Lease held = lease.get()) {
      Optional<ServedModel> model = registry.find(held.version().digest());
      if (model.isEmpty()) {
        return refuse(request, "SP-INFER-0005", held.version() + " is active but not loaded", "apply its generation again");
      }
      return execution.run(request, model.get());
    }
  }

  private InferenceResult refuse(InferenceRequest request, String code, String what, String next) {
    return audit.refused(request, Outcome.REFUSED, new InferenceResult.Refused(code, what, next));
  }

  @Override
  public Optional<ModelDescription> describe(String model) {
    return router.lease(model).flatMap(lease -> {
      try (lease) {
        return registry.find(lease.version().digest()).map(ServedModel::description);
      }
    });
  }
}
