package io.sallyport.inference;

import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.provision.lease.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Models and their figures as JSON: the documents that console and HTTP give. */
public final class ModelDocuments {
  private ModelDocuments() {}

  public static Map<String, Object> status(ModelStatus model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", model.identity().name());
    json.put("version", model.identity().version());
    json.put("digest", model.identity().digest());
    json.put("state", name(model.state()));
    model.traffic().ifPresent(traffic -> json.put("traffic", traffic(traffic)));
    json.put("healthy", model.trouble().isEmpty());
    model.trouble().ifPresent(why -> json.put("trouble", why));
    json.put("format", model.format());
    json.put("runtime", model.runtime());
    json.put("calls", model.calls());
    json.put("errors", model.errors());
    json.put("refused", model.refused());
    json.put("p50_us", model.medianMicros());
    json.put("p99_us", model.p99Micros());
    return json;
  }

  /** With the figures of all versions of that name among those in memory. */
  public static Map<String, Object> detail(ModelDetail detail, List<ModelStatus> models) {
    Map<String, Object> json = status(detail.status());
    json.put("weights_sha256", detail.weightsSha256());
    json.put("golden_vectors", detail.goldenVectors());
    json.put("inputs", specs(detail.description().inputs()));
    json.put("outputs", specs(detail.description().outputs()));
    json.put("parameters", detail.description().parameters());
    json.put("use", use(detail.use()));
    json.put("card", detail.card());
    detail.cardData().ifPresent(card -> json.put("card_data", card));
    json.put("versions", models.stream().filter(model -> model.identity().name().equals(detail.status().identity().name())).map(ModelDocuments::status).toList());
    return json;
  }

  private static Map<String, Object> use(ModelUse use) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("deadline_ms", use.deadline().toMillis());
    json.put("concurrency", use.concurrency());
    json.put("batch", use.batch());
    json.put("memory_granted_bytes", use.memory().granted());
    json.put("memory_grown_bytes", use.memory().grown());
    json.put("suspended", use.suspended());
    return json;
  }

  public static Map<String, Object> metrics(ModelMetrics one) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", one.identity().name());
    json.put("version", one.identity().version());
    json.put("state", name(one.state()));
    json.put("calls", one.calls());
    json.put("calls_per_second", one.callsPerSecond());
    json.put("errors", one.errors());
    json.put("refused", one.refused());
    json.put("stray", one.strays());
    json.put("p50_us", one.medianMicros());
    json.put("p99_us", one.p99Micros());
    json.put("p999_us", one.p999Micros());
    json.put("latency_seconds", HistogramDocument.of(one.latency()));
    return json;
  }

  private static List<Object> specs(List<TensorSpec> specs) {
    List<Object> all = new ArrayList<>();
    for (TensorSpec spec : specs) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", spec.name());
      json.put("type", spec.type().name());
      List<Object> shape = new ArrayList<>();
      for (long extent : spec.shape().toArray()) {
        shape.add(extent);
      }
      json.put("shape", shape);
      all.add(json);
    }
    return all;
  }

  private static Map<String, Object> traffic(Traffic traffic) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mode", traffic.mode().name().toLowerCase(Locale.ROOT));
    json.put("percent", traffic.percent());
    json.put("assets", List.copyOf(traffic.assets()));
    return json;
  }

  private static String name(ModelStatus.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
