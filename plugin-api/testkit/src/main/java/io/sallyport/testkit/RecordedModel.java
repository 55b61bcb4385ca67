package io.sallyport.testkit;

import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.internal.GoldenSet;
import io.sallyport.inference.internal.GoldenVector;
import io.sallyport.inference.internal.ModelDocument;
import io.sallyport.inference.internal.TensorValues;
import io.sallyport.trust.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A model for tests: its description, and what it answers. Immutable. */
public final class RecordedModel {
  private static final String MODEL = "model.json";

  private final ModelDescription description;
  private final UnaryOperator<Map<String, Tensor>> answer;

  private RecordedModel(ModelDescription description, UnaryOperator<Map<String, Tensor>> answer) {
    this.description = description;
    this.answer = answer;
  }

  /** @param answer outputs for inputs; called from any thread; what it throws refuses the call with SP-INFER-0004 */
  public static RecordedModel of(ModelDescription description, UnaryOperator<Map<String, Tensor>> answer) {
    return new RecordedModel(description, answer);
  }

  /** A model of any name with one input and one output, version 1.0.0. */
  public static RecordedModel of(String name, TensorSpec input, TensorSpec output, Map<String, List<Double>> parameters, UnaryOperator<Map<String, Tensor>> answer) {
    ModelIdentity identity = new ModelIdentity(name, "1.0.0", Digests.sha256(name.getBytes(StandardCharsets.UTF_8)));
    return of(new ModelDescription(identity, List.of(input), List.of(output), parameters), answer);
  }

  /**
   * The recorded answers of a model package: whoever passes the inputs of a vector of its {@code golden.json} gets that vector's outputs,
   * everything else is refused.
   *
   * @param folder holds {@code model.json} and the file that it names as golden
   * @throws io.sallyport.trust.RefusedException SP-MODEL-0002, -0007 if they are not as they must be
   */
  public static RecordedModel golden(Path folder) {
    ModelDocument document = document(folder);
    Path golden = folder.resolve(document.golden());
    GoldenSet set = golden(folder, document);
    ModelIdentity identity = new ModelIdentity(document.name(), document.version(), Digests.sha256(read(folder.resolve(MODEL))));
    ModelDescription description = new ModelDescription(identity, document.inputs(), document.outputs(), document.parameters());
    return of(description, inputs -> set.vectors().stream().filter(vector -> sameInputs(vector, inputs)).findFirst()
        .map(vector -> outputs(description, vector)).orElseThrow(() -> new IllegalStateException("no vector of " + golden + " has these inputs")));
  }

  /** The inputs of a vector of {@code golden.json}, such as to make a plugin ask for a recorded answer. @param index from 0 */
  public static Map<String, Tensor> vector(Path folder, int index) {
    return golden(folder, document(folder)).vectors().get(index).inputs();
  }

  /** The same model as another version, such as for a swap in mid-test. */
  public RecordedModel version(String version) {
    ModelIdentity identity = new ModelIdentity(description.identity().name(), version,
        Digests.sha256((description.identity() + version).getBytes(StandardCharsets.UTF_8)));
    return of(new ModelDescription(identity, description.inputs(), description.outputs(), description.parameters()), answer);
  }

  public ModelDescription description() {
    return description;
  }

  Map<String, Tensor> answer(Map<String, Tensor> inputs) {
    return answer.apply(inputs);
  }

  private static ModelDocument document(Path folder) {
    Path file = folder.resolve(MODEL);
    return ModelDocument.parse(read(file), file.toString());
  }

  private static GoldenSet golden(Path folder, ModelDocument document) {
    Path golden = folder.resolve(document.golden());
    return GoldenSet.parse(read(golden), document, golden.toString());
  }

  private static boolean sameInputs(GoldenVector vector, Map<String, Tensor> inputs) {
    return vector.inputs().keySet().equals(inputs.keySet()) && vector.inputs().entrySet().stream()
        .allMatch(input -> input.getValue().data().equals(inputs.get(input.getKey()).data()));
  }

  private static Map<String, Tensor> outputs(ModelDescription description, GoldenVector vector) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (TensorSpec spec : description.outputs()) {
      List<Double> values = vector.outputs().get(spec.name());
      long[] extents = spec.shape().toArray();
      for (int i = 0; i < extents.length; i++) {
        extents[i] = extents[i] == Shape.DYNAMIC ? 1 : extents[i];
      }
      outputs.put(spec.name(), TensorValues.of(new TensorSpec(spec.name(), spec.type(), Shape.of(extents)), values));
    }
    return outputs;
  }

  static Tensor copy(Tensor tensor) {
    ByteBuffer data = tensor.data();
    return Tensor.of(tensor.type(), tensor.shape(), ByteBuffer.allocateDirect(data.remaining()).put(data).flip());
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
