package io.sallyport.api.inference;

import io.sallyport.api.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** What came of an inference call: an answer, or a refusal that says why. */
public sealed interface InferenceResult {
  /**
   * An answer.
   *
   * @param model who answered
   * @param outputs by the model's output names; the memory is the caller's
   * @param parameters the model's parameters, of the very version that answered (see {@link ModelDescription#parameters()})
   * @param nanos time in the engine, in nanoseconds
   */
  record Answer(ModelIdentity model, Map<String, Tensor> outputs, Map<String, List<Double>> parameters, long nanos) implements InferenceResult {}

  /**
   * No answer; nothing happened besides the audit entry.
   *
   * @param code stable, such as {@code SP-INFER-0002}
   * @param what what was wrong
   * @param next what the caller or an admin can do
   */
  record Refused(String code, String what, String next) implements InferenceResult {}
}
