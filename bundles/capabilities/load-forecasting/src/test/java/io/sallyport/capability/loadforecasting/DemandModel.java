package io.sallyport.capability.loadforecasting;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.testkit.RecordedModel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The committed model, on the real ONNX Runtime, for the testkit's inference. */
final class DemandModel implements AutoCloseable {
  static final Path FOLDER = Path.of("../../models/demand-forecast/1.0.0");

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final RecordedModel model;

  private DemandModel() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    session = environment.createSession(FOLDER.resolve("model.onnx").toString(), options);
    model = RecordedModel.of(RecordedModel.golden(FOLDER).description(), this::run);
  }

  static DemandModel open() throws OrtException {
    return new DemandModel();
  }

  RecordedModel model() {
    return model;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  private Map<String, Tensor> run(Map<String, Tensor> inputs) {
    Map<String, Tensor> outputs = new HashMap<>();
    Tensor history = inputs.get("history");
    Tensor slot = inputs.get("slot");
    try (OnnxTensor past = OnnxTensor.createTensor(environment, history.floats(), history.shape().toArray());
        OnnxTensor time = OnnxTensor.createTensor(environment, slot.floats(), slot.shape().toArray());
        OrtSession.Result result = session.run(Map.of("history", past, "slot", time))) {
      model.description().outputs().forEach(spec -> {
        Tensor tensor = Tensor.allocate(spec.type(), spec.shape());
        tensor.floats().put(((OnnxTensor) result.get(spec.name()).orElseThrow()).getFloatBuffer());
        outputs.put(spec.name(), tensor);
      });
      return outputs;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
