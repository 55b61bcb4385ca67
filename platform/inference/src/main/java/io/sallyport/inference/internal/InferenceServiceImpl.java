package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.inference.VersionedInference;
import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.Router;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lease, then {@linkplain Execution check, run, record, answer}; then the call is shown to the drift watch and copied to a shadow. Thread-safe, lock-free but for the
 * engine's and the log's own.
 */
@Component(service = {InferenceService.class, VersionedInference.class, InferenceServiceImpl.class})
public final class InferenceServiceImpl implements InferenceService, VersionedInference {
  private static final int LONGEST_CORRELATION = 256;
  private static final int TEST_COPIES = 8;
  private static final long TEST_LIMIT = 1 << 20;

  private final Router router;
  private final ModelRegistry registry;
  private final InferenceAudit audit;
  private final Execution execution;
  private final Shadow shadow;

  @Activate
  public InferenceServiceImpl(@Reference Router router, @Reference ModelRegistry registry, @Reference AuditLog log, @Reference Shadow shadow) {
    this.router = router;
    this.registry = registry;
    this.audit = new InferenceAudit(log);
    this.execution = new Execution(audit, Clock.systemUTC());
    this.shadow = shadow;
  }

  /** With a shadow that runs only when told to. */
  InferenceServiceImpl(Router router, ModelRegistry registry, AuditLog log) {
    this(router, registry, log, new Shadow(router, registry, log, InstantSource.system(), new ShadowLimits(TEST_COPIES, TEST_LIMIT, 100)));
  }

  @Override
  public InferenceResult infer(InferenceRequest request) {
    return infer(request, true);
  }

  /** A call with made-up inputs when {@code live} is false: it tells nothing of drift, and no shadow gets a copy. */
  InferenceResult infer(InferenceRequest request, boolean live) {
    if (isUncorrelated(request)) {
      return refuseUncorrelated(request);
    }
    Optional<Lease> lease = router.lease(request.model(), request.asset().orElse(request.correlation()));
    if (lease.isEmpty()) {
      return refuse(request, "SP-INFER-0001", "no active model has the name " + request.model(), "see the active models with model:list");
    }
    return infer(request, lease.get(), live);
  }

  @Override
  public InferenceResult infer(InferenceRequest request, String version) {
    return infer(request, version, true);
  }

  /** As {@link #infer(InferenceRequest, boolean)}, by that version. */
  InferenceResult infer(InferenceRequest request, String version, boolean live) {
    if (isUncorrelated(request)) {
      return refuseUncorrelated(request);
    }
    Optional<Lease> lease = router.leaseVersion(request.model(), version);
    if (lease.isEmpty()) {
      return refuse(request, "SP-INFER-0010", request.model() + " " + version + " is neither active nor the candidate", "see the versions with model:list");
    }
    return infer(request, lease.get(), live);
  }

  private static boolean isUncorrelated(InferenceRequest request) {
    return request.correlation().isBlank() || request.correlation().length() > LONGEST_CORRELATION;
  }

  private InferenceResult refuseUncorrelated(InferenceRequest request) {
    return refuse(new InferenceRequest(request.model(), Map.of(), "none"), "SP-INFER-0002", "the correlation is empty or too long",
        "pass 1 to " + LONGEST_CORRELATION + " characters");
  }

  private InferenceResult infer(InferenceRequest request, Lease lease, boolean live) {
    try (lease) {
      Optional<ServedModel> model = registry.find(lease.version().digest());
      if (model.isEmpty()) {
        return refuse(request, "SP-INFER-0005", lease.version() + " is active but not loaded", "apply its generation again");
      }
      InferenceResult result = execution.run(request, model.get());
      if (live && result instanceof InferenceResult.Answer answer) {
        watched(model.get(), request, answer);
      }
      return result;
    }
  }

  private void watched(ServedModel model, InferenceRequest request, InferenceResult.Answer answer) {
    model.drift().ifPresent(watch -> watch.seen(request.asset(), request.inputs(), answer.outputs(), System.nanoTime()));
    shadow.offer(model, request, answer);
  }

  private InferenceResult refuse(InferenceRequest request, String code, String what, String next) {
    return audit.refused(request, Outcome.REFUSED, new InferenceResult.Refused(code, what, next));
  }

  @Override
  public Optional<ModelDescription> describe(String model) {
    return router.lease(model).flatMap(this::description);
  }

  @Override
  public Optional<ModelDescription> describe(String model, String version) {
    return router.leaseVersion(model, version).flatMap(this::description);
  }

  private Optional<ModelDescription> description(Lease lease) {
    try (lease) {
      return registry.find(lease.version().digest()).map(ServedModel::description);
    }
  }

  /** The same service, for calls that tell nothing of drift, nor of a shadow. */
  InferenceService withMadeUpInputs() {
    return new InferenceService() {
      @Override
      public InferenceResult infer(InferenceRequest request) {
        return InferenceServiceImpl.this.infer(request, false);
      }

      @Override
      public Optional<ModelDescription> describe(String model) {
        return InferenceServiceImpl.this.describe(model);
      }
    };
  }

  Shadow shadow() {
    return shadow;
  }
}
