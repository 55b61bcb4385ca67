package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.Router;
import io.sallyport.trust.RefusedException;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lease, check, run, record, answer. Thread-safe, lock-free but for the engine's and the log's own. */
@Component(service = InferenceService.class)
public final class InferenceServiceImpl implements InferenceService {
  private static final int LONGEST_CORRELATION = 256;

  private final Router router;
  private final ModelRegistry registry;
  private final InferenceAudit audit;

  @Activate
  public InferenceServiceImpl(@Reference Router router, @Reference ModelRegistry registry, @Reference AuditLog log) {
    this.router = router;
    this.registry = registry;
    this.audit = new InferenceAudit(log);
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
      return infer(request, model.get());
    }
  }

  private InferenceResult infer(InferenceRequest request, ServedModel model) {
    Optional<InputCheck.Fault> fault = model.inputs().fault(request.inputs());
    if (fault.isPresent()) {
      model.figures().refused();
      return refuse(request, fault.get().code(), fault.get().what(), fault.get().next());
    }
    long began = System.nanoTime();
    Map<String, Tensor> outputs;
    try {
      outputs = model.loaded().run(request.inputs());
    } catch (RuntimeException e) {
      model.figures().failed();
      return audit.refused(request, Outcome.FAILED, new InferenceResult.Refused("SP-INFER-0004", "the model failed: " + e.getMessage(),
          "see the log; go back to the former version if it happens again"));
    }
    long nanos = System.nanoTime() - began;
    try {
      audit.done(request, model);
    } catch (RefusedException e) {
      return InferenceAudit.unrecorded(e);
    }
    model.figures().answered(nanos, model.range().holds(outputs));
    return new InferenceResult.Answer(model.description().identity(), outputs, model.description().parameters(), nanos);
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
