package io.sallyport.capability.visionqc;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.testkit.RecordedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Models for tests: the committed one on the real ONNX Runtime, and one whose answers are plain to see. */
final class Model {
  static final Path BRICK = Path.of("../../models/surface-inspection/brick/1.0.0");
  static final String NAME = "surface-inspection-brick";
  private static final int SIDE = 64;
  private static final int CELLS = 16;

  private Model() {}

  /** Heat is the brightest pixel of a cell over 200, the threshold 1: a spot brighter than 200 is a defect. */
  static RecordedModel brightness() {
    ModelDescription description = new ModelDescription(new ModelIdentity(NAME, "1.0.0", "00"), List.of(new TensorSpec("image", DataType.FP32, Shape.of(1, 1, SIDE, SIDE))),
        List.of(new TensorSpec("heat", DataType.FP32, Shape.of(1, 1, CELLS, CELLS)), new TensorSpec("score", DataType.FP32, Shape.of(1, 1))), Map.of("threshold", List.of(1.0)));
    return RecordedModel.of(description, inputs -> {
      float[] image = new float[SIDE * SIDE];
      inputs.get("image").floats().get(image);
      float[] heat = new float[CELLS * CELLS];
      float worst = 0;
      for (int i = 0; i < image.length; i++) {
        int cell = i / SIDE / 4 * CELLS + i % SIDE / 4;
        heat[cell] = Math.max(heat[cell], image[i] / 200);
        worst = Math.max(worst, heat[cell]);
      }
      return Map.of("heat", Tensor.ofFloats(Shape.of(1, 1, CELLS, CELLS), heat), "score", Tensor.ofFloats(Shape.of(1, 1), new float[] {worst}));
    });
  }

  /** Scores everything alike. @param then run at the end of each call */
  static RecordedModel even(String version, int side, float score, double threshold, Runnable then) {
    Shape heat = Shape.of(1, 1, CELLS, CELLS);
    ModelDescription description = new ModelDescription(new ModelIdentity(NAME, version, "00"), List.of(new TensorSpec("image", DataType.FP32, Shape.of(1, 1, side, side))),
        List.of(new TensorSpec("heat", DataType.FP32, heat), new TensorSpec("score", DataType.FP32, Shape.of(1, 1))), Map.of("threshold", List.of(threshold)));
    return RecordedModel.of(description, inputs -> {
      then.run();
      return Map.of("heat", Tensor.allocate(DataType.FP32, heat), "score", Tensor.ofFloats(Shape.of(1, 1), new float[] {score}));
    });
  }

  /** The committed brick model, which must be closed by the JVM's end. */
  static RecordedModel real() throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession session = environment.createSession(BRICK.resolve("model.onnx").toString());
    return RecordedModel.of(RecordedModel.golden(BRICK).description(), inputs -> {
      try (OnnxTensor image = OnnxTensor.createTensor(environment, inputs.get("image").floats(), new long[] {1, 1, SIDE, SIDE}); OrtSession.Result result = session.run(Map.of("image", image))) {
        Tensor heat = Tensor.allocate(DataType.FP32, Shape.of(1, 1, CELLS, CELLS));
        heat.floats().put(((OnnxTensor) result.get("heat").orElseThrow()).getFloatBuffer());
        Tensor score = Tensor.allocate(DataType.FP32, Shape.of(1, 1));
        score.floats().put(((OnnxTensor) result.get("score").orElseThrow()).getFloatBuffer());
        return Map.of("heat", heat, "score", score);
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    });
  }
}
