package io.sallyport.http.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.Comparison;
import io.sallyport.inference.Drift;
import io.sallyport.inference.DriftLimit;
import io.sallyport.inference.GoldenRun;
import io.sallyport.inference.Histogram;
import io.sallyport.inference.Load;
import io.sallyport.inference.LoadReport;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.inference.ModelDetail;
import io.sallyport.inference.ModelMemory;
import io.sallyport.inference.ModelMetrics;
import io.sallyport.inference.ModelStatus;
import io.sallyport.inference.ModelUse;
import io.sallyport.inference.OnBehalf;
import io.sallyport.inference.ShadowWithoutCalls;
import io.sallyport.inference.VersionedInference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A model {@code echo} of two versions that answers with its inputs, of whatever type: what is tested here is the wire. It refuses as the
 * platform's models do. The real models are asked over HTTP by the tests of the appliance.
 */
public final class TestModels implements InferenceService, VersionedInference, ModelCatalog {
  private static final ModelIdentity ACTIVE = new ModelIdentity("echo", "1.0.0", "ab".repeat(32));
  private static final ModelIdentity CANDIDATE = new ModelIdentity("echo", "1.1.0", "cd".repeat(32));
  /** The last is one that the platform gives itself. */
  private static final Map<String, List<Double>> PARAMETERS = Map.of("threshold", List.of(0.5), "levels", List.of(0.025, 0.975), "engine_nanos", List.of(1.0));
  private static final Histogram LATENCY = new Histogram(List.of(0.001, 0.01), List.of(3L, 1L, 0L), 0.005);

  /** Whether the active version is out of service. */
  public volatile boolean suspended;
  /** What was asked, oldest first. */
  public final List<InferenceRequest> asked = new ArrayList<>();
  /** For whom. */
  public final List<Optional<OnBehalf>> callers = new ArrayList<>();
  /** What the next call is refused with. */
  public volatile Optional<InferenceResult.Refused> refusal = Optional.empty();

  /** What each call does first, beside the others. */
  public volatile Consumer<InferenceRequest> first = request -> {};

  @Override
  public InferenceResult infer(InferenceRequest request) {
    return infer(request, ACTIVE.version());
  }

  @Override
  public InferenceResult infer(InferenceRequest request, String version) {
    first.accept(request);
    return answer(request, version);
  }

  private synchronized InferenceResult answer(InferenceRequest request, String version) {
    asked.add(request);
    callers.add(OnBehalf.current());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    request.inputs().forEach((name, tensor) -> {
      Tensor copy = Tensor.allocate(tensor.type(), tensor.shape());
      copy.data().put(tensor.data());
      outputs.put(name, copy);
    });
    return new InferenceResult.Answer(version.equals(ACTIVE.version()) ? ACTIVE : CANDIDATE, outputs, PARAMETERS, 4_711);
  }

  @Override
  public Optional<ModelDescription> describe(String model) {
    return describe(model, ACTIVE.version());
  }

  @Override
  public Optional<ModelDescription> describe(String model, String version) {
    return List.of(ACTIVE, CANDIDATE).stream().filter(one -> one.name().equals(model) && one.version().equals(version)).findFirst()
        .map(one -> new ModelDescription(one, specs(), specs(), PARAMETERS));
  }

  private static List<TensorSpec> specs() {
    return List.of(DataType.values()).stream().map(type -> new TensorSpec(type.name(), type, Shape.of(Shape.DYNAMIC, 3))).toList();
  }

  @Override
  public List<ModelStatus> models() {
    return List.of(status(ACTIVE, ModelStatus.State.ACTIVE), status(CANDIDATE, ModelStatus.State.CANDIDATE));
  }

  private static ModelStatus status(ModelIdentity identity, ModelStatus.State state) {
    return new ModelStatus(identity, state, Optional.empty(), "onnx", "test", 4, 0, 0, 1, 2);
  }

  @Override
  public List<ModelMetrics> metrics() {
    return models().stream().map(one -> new ModelMetrics(one.identity(), one.state(), 4, 1, 2, 3, LATENCY, 900, 9_000, 9_500, 1.5)).toList();
  }

  @Override
  public List<Comparison> comparisons() {
    Comparison.Output output = new Comparison.Output("FP32", 12, 0.1, 0.2, 1, 1.2, LATENCY, 0);
    return List.of(new Comparison(ACTIVE, CANDIDATE, Instant.EPOCH, Instant.EPOCH.plusSeconds(9), 4, 1, 0, 0, "", List.of(output),
        Optional.of(new Comparison.Decisions("FP32", 0.5, 0.6, 1, 2, 1, 0)), LATENCY, LATENCY));
  }

  @Override
  public Optional<ShadowWithoutCalls> shadowWithoutCalls(String model) {
    return Optional.empty();
  }

  @Override
  public List<Drift> assetDrift(String model) {
    return List.of();
  }

  @Override
  public List<DriftLimit> driftLimits(String model) {
    return List.of();
  }

  @Override
  public List<Drift> drift() {
    return List.of(new Drift(ACTIVE, Optional.empty(), 100, 7, 1, 0, Optional.of(Instant.EPOCH), Optional.of(Instant.EPOCH.plusSeconds(9)), Optional.of(Instant.EPOCH),
        List.of(new Drift.Feature("V \"1\"", "FP32", true, 0.3, 0.25, 0.1, 0.2, 0, 1, 0.5, 1))));
  }

  @Override
  public Optional<ModelDetail> detail(String name) {
    return name.equals("echo") ? Optional.of(new ModelDetail(models().get(0), describe("echo").orElseThrow(), "ef".repeat(32), "# Echo", Optional.empty(), 1,
        new ModelUse(Duration.ofSeconds(1), 1, 1, new ModelMemory(1, 1), suspended))) : Optional.empty();
  }

  @Override
  public GoldenRun runGolden(String name, int vector) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LoadReport run(Load load) {
    throw new UnsupportedOperationException();
  }
}
