package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.inference.OnBehalf;
import io.sallyport.trust.RefusedException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records calls, batched: an entry is queued before its call returns. Thread-safe. */
final class InferenceAudit {
  private static final String SYSTEM = "inference";
  private static final String ACTION = "infer";
  private static final Logger LOG = LoggerFactory.getLogger(InferenceAudit.class);

  private final AuditLog log;

  InferenceAudit(AuditLog log) {
    this.log = log;
  }

  /** @throws RefusedException if the log cannot take it; then the answer must not be given */
  void done(InferenceRequest request, ServedModel model) {
    AuditEntry.Builder entry = entry("inference.done", request, Outcome.DONE).digest("package", model.description().identity().digest())
        .object("model/" + model.description().identity().name() + "/" + model.description().identity().version());
    where(model).ifPresent(entry::reason);
    log.submit(entry.build());
  }

  /** Records a refusal by a version ({@code REFUSED}) or a failed run of it ({@code FAILED}), and returns what the caller is told. */
  InferenceResult.Refused refused(InferenceRequest request, ServedModel model, Outcome outcome, InferenceResult.Refused refusal) {
    ModelIdentity identity = model.description().identity();
    return refused(entry("inference.refused", request, outcome).object("model/" + identity.name() + "/" + identity.version()).digest("package", identity.digest()), refusal,
        where(model).map(where -> where + ": ").orElse("") + refusal.what());
  }

  /** For a model that runs elsewhere, where: the entry is to say that data left this appliance. */
  private static Optional<String> where(ServedModel model) {
    return model.loaded() instanceof RemoteServing remote ? Optional.of("remote, " + remote.path()) : Optional.empty();
  }

  /** The version has failed so often that it gets no calls for a while. A log that cannot take it does not change that. */
  void suspended(InferenceRequest request, ServedModel model) {
    health("model.suspended", "suspend", request, model, "SP-INFER-0022");
  }

  /** A version that was suspended answers again. */
  void resumed(InferenceRequest request, ServedModel model) {
    health("model.resumed", "resume", request, model, null);
  }

  private void health(String type, String action, InferenceRequest request, ServedModel model, String code) {
    ModelIdentity identity = model.description().identity();
    AuditEntry.Builder entry = AuditEntry.of(type).system(SYSTEM).action(action).object("model/" + identity.name() + "/" + identity.version())
        .digest("package", identity.digest()).correlation(request.correlation());
    try {
      log.submit((code == null ? entry : entry.outcome(Outcome.FAILED).code(code)).build());
    } catch (RefusedException e) {
      LOG.error("{} {} is not recorded: {}", identity, type, e.getMessage());
    }
  }

  /** Records the refusal of a call that no version ran, and returns it; a log that cannot take it does not change it. */
  InferenceResult.Refused refused(InferenceRequest request, Outcome outcome, InferenceResult.Refused refusal) {
    return refused(entry("inference.refused", request, outcome).object("model/" + request.model()), refusal, refusal.what());
  }

  private InferenceResult.Refused refused(AuditEntry.Builder entry, InferenceResult.Refused refusal, String reason) {
    try {
      log.submit(entry.code(refusal.code()).reason(reason).build());
    } catch (RefusedException e) {
      return unrecorded(e);
    }
    return refusal;
  }

  /** The refusal of a call that the log would not record. */
  static InferenceResult.Refused unrecorded(RefusedException cause) {
    return new InferenceResult.Refused("SP-INFER-0006", "the audit log does not record the call: " + cause.refusal().message(), "see the audit log's own refusal");
  }

  private static AuditEntry.Builder entry(String type, InferenceRequest request, Outcome outcome) {
    AuditEntry.Builder entry = AuditEntry.of(type).action(ACTION).outcome(outcome).correlation(request.correlation());
    return OnBehalf.current().map(caller -> entry.actor(caller.actor()).source(caller.source())).orElseGet(() -> entry.system(SYSTEM));
  }
}
