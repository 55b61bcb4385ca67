package io.sallyport.testkit;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.internal.InputCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Models that answer as recorded, refuse, take their time or are absent. Inputs are checked as on the appliance, and refused in the same
 * words. Thread-safe.
 */
public final class TestInference implements InferenceService {
  private static final int LONGEST_CORRELATION = 256;

  /** A call that ended; the inputs are copies. */
  public record Call(InferenceRequest request, InferenceResult result) {}

  private final TestPackage own;
  private final TestClock clock;
  private final Map<String, RecordedModel> models = new ConcurrentHashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private volatile Optional<InferenceResult.Refused> refusal = Optional.empty();
  private volatile Duration duration = Duration.ZERO;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  TestInference(TestPackage own, TestClock clock) {
    this.own = own;
    this.clock = clock;
  }

  /** Makes it the active version of the model of its name; from the next call on, as in a swap. */
  public void serve(RecordedModel model) {
    models.put(model.description().identity().name(), model);
  }

  /** The running generation has no such model any more: calls are refused with SP-INFER-0001. */
  public void remove(String model) {
    models.remove(model);
  }

  /** Every call is refused, until {@link #answer()}. */
  public void refuse(String code, String what, String next) {
    refusal = Optional.of(new InferenceResult.Refused(code, what, next));
  }

  /** Calls are answered again. */
  public void answer() {
    refusal = Optional.empty();
  }

  /** How long the model takes: the clock moves by so much during a call; it runs no schedules. */
  public void takes(Duration each) {
    duration = each;
  }

  /** Calls wait inside until {@link #release()}, as in a model that is stuck. */
  public void hold() {
    gate = new CountDownLatch(1);
  }

  public void release() {
    gate.countDown();
  }

  /** The calls that have ended, oldest first. */
  public List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** The refusals among them. */
  public List<InferenceResult.Refused> refusals() {
    return calls().stream().map(Call::result).filter(InferenceResult.Refused.class::isInstance).map(InferenceResult.Refused.class::cast).toList();
  }

  @Override
  public InferenceResult infer(InferenceRequest request) {
    return infer(request, own);
  }

  @Override
  public Optional<ModelDescription> describe(String model) {
    return describe(model, own);
  }

  InferenceService service(TestPackage caller) {
    return new InferenceService() {
      @Override
      public InferenceResult infer(InferenceRequest request) {
        return TestInference.this.infer(request, caller);
      }

      @Override
      public Optional<ModelDescription> describe(String model) {
        return TestInference.this.describe(model, caller);
      }
    };
  }

  private Optional<ModelDescription> describe(String model, TestPackage caller) {
    caller.asks("asked for the model " + model);
    return Optional.ofNullable(models.get(model)).map(RecordedModel::description);
  }

  private InferenceResult infer(InferenceRequest request, TestPackage caller) {
    caller.asks("called the model " + request.model());
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    request.inputs().forEach((name, tensor) -> inputs.put(name, RecordedModel.copy(tensor)));
    InferenceRequest copy = new InferenceRequest(request.model(), inputs, request.correlation(), request.asset(), request.deadline());
    InferenceResult result = run(copy);
    synchronized (calls) {
      calls.add(new Call(copy, result));
    }
    return result;
  }

  private InferenceResult run(InferenceRequest request) {
    if (request.correlation().isBlank() || request.correlation().length() > LONGEST_CORRELATION) {
      return new InferenceResult.Refused("SP-INFER-0002", "the correlation is empty or too long", "pass 1 to " + LONGEST_CORRELATION + " characters");
    }
    RecordedModel model = models.get(request.model());
    if (model == null) {
      return new InferenceResult.Refused("SP-INFER-0001", "no active model has the name " + request.model(), "see the active models with model:list");
    }
    Optional<InputCheck.Fault> fault = new InputCheck(model.description().inputs()).fault(request.inputs());
    if (fault.isPresent()) {
      return new InferenceResult.Refused(fault.get().code(), fault.get().what(), fault.get().next());
    }
    waitInside();
    clock.move(duration);
    return refusal.<InferenceResult>map(refused -> refused).orElseGet(() -> answer(request, model));
  }

  private InferenceResult answer(InferenceRequest request, RecordedModel model) {
    try {
      return new InferenceResult.Answer(model.description().identity(), model.answer(request.inputs()), model.description().parameters(), duration.toNanos());
    } catch (RuntimeException e) {
      return new InferenceResult.Refused("SP-INFER-0004", "the model failed: " + e.getMessage(), "see the log; go back to the former version if it happens again");
    }
  }

  private void waitInside() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
