package io.sallyport.http.internal.oip;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.http.internal.area.Caller;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpRefusal;
import io.sallyport.inference.OnBehalf;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** One inference request: read, asked in the caller's name, answered. Thread-safe. */
final class Inference {
  private final Models models;
  private final WorkPlaces places;
  private final int largestBody;

  Inference(Models models, WorkPlaces places, int largestBody) {
    this.models = models;
    this.places = places;
    this.largestBody = largestBody;
  }

  /**
   * @param caller asked when the body is there
   * @throws HttpRefusal if there is no answer
   */
  void answer(Supplier<Caller> caller, String model, Optional<String> version, HttpServletRequest request, HttpServletResponse response) throws IOException {
    ModelDescription description = models.describe(model, version).orElseThrow(() -> Faults.model(named(model, version)));
    try (WorkPlaces.Place place = places.enter()) {
      Body body = Body.read(request, place, largestBody);
      InferRequest asked = new RequestReader(body, place.memory().inputs(), description.inputs()).read();
      requireOutputs(asked, description);
      String id = asked.id().filter(given -> !given.isBlank()).orElseGet(() -> "http-" + UUID.randomUUID());
      InferenceRequest call = new InferenceRequest(model, asked.inputs(), id, asked.asset(), asked.timeout());
      place.memory().outputs(expected(asked, description));
      InferenceResult result = new OnBehalf(caller.get().actor(), Door.source(request)).call(() -> models.infer(call, version));
      if (result instanceof InferenceResult.Refused refused) {
        place.spoil(); // a run that was given up may still read the inputs
        throw Statuses.of(refused, named(model, version));
      }
      InferenceResult.Answer answer = (InferenceResult.Answer) result;
      place.memory().outputs(bytes(answer.outputs()));
      new AnswerWriter(asked, answer, place.memory()).write(id, response);
    }
  }

  /** Bytes of the outputs, before they are there. Of those whose shapes are open only the model knows: until then they count as much as the inputs. */
  private static long expected(InferRequest asked, ModelDescription description) {
    boolean open = description.outputs().stream().anyMatch(spec -> spec.shape().isDynamic());
    return description.outputs().stream().filter(spec -> !spec.shape().isDynamic()).mapToLong(spec -> spec.shape().elements() * spec.type().bytes()).sum() + (open ? bytes(asked.inputs()) : 0);
  }

  private static long bytes(Map<String, Tensor> tensors) {
    return tensors.values().stream().mapToLong(tensor -> tensor.data().remaining()).sum();
  }

  private static void requireOutputs(InferRequest asked, ModelDescription description) {
    for (InferRequest.Output output : asked.outputs()) {
      if (description.outputs().stream().noneMatch(known -> known.name().equals(output.name()))) {
        throw Faults.output(Faults.shown(output.name()));
      }
    }
  }

  static String named(String model, Optional<String> version) {
    return "model " + Faults.shown(model) + version.map(v -> " " + Faults.shown(v)).orElse("");
  }
}
