package io.sallyport.shell.model;

import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.ModelDetail;
import io.sallyport.inference.ModelStatus;
import io.sallyport.inference.ModelUse;
import io.sallyport.provision.lease.Traffic;
import io.sallyport.trust.site.TrafficMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How models are shown. */
final class ModelForm {
  static final List<String> COLUMNS = List.of("Name", "Version", "State", "Calls", "Errors", "Refused", "p50 µs", "p99 µs", "Format", "Digest");
  private static final int SHORT_DIGEST = 12;
  private static final double MEBIBYTE = 1 << 20;

  private ModelForm() {}

  static List<Object> row(ModelStatus model) {
    return List.of(model.identity().name(), model.identity().version(), alias(model), model.calls(), model.errors(), model.refused(),
        micros(model.medianMicros()), micros(model.p99Micros()), model.format(), model.identity().digest().substring(0, SHORT_DIGEST));
  }

  static Map<String, Object> json(ModelStatus model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", model.identity().name());
    json.put("version", model.identity().version());
    json.put("digest", model.identity().digest());
    json.put("state", state(model.state()));
    model.traffic().ifPresent(traffic -> json.put("traffic", json(traffic)));
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

  static Map<String, Object> json(ModelDetail detail) {
    Map<String, Object> json = json(detail.status());
    json.put("weights_sha256", detail.weightsSha256());
    json.put("golden_vectors", detail.goldenVectors());
    json.put("inputs", specs(detail.description().inputs()));
    json.put("outputs", specs(detail.description().outputs()));
    json.put("parameters", detail.description().parameters());
    json.put("use", use(detail.use()));
    json.put("card", detail.card());
    detail.cardData().ifPresent(card -> json.put("card_data", card));
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

  /** In one line. */
  static String words(ModelUse use) {
    return String.format(Locale.ROOT, "%d runs at once, each at most %d ms%s; memory %.1f MiB granted, resident grew by %.1f MiB while it was loaded%s", use.concurrency(), use.deadline().toMillis(),
        use.batch() > 1 ? ", up to " + use.batch() + " rows together" : "", use.memory().granted() / MEBIBYTE, use.memory().grown() / MEBIBYTE, use.suspended() ? "; SUSPENDED after failures in a row" : "");
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

  private static Map<String, Object> json(Traffic traffic) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mode", traffic.mode().name().toLowerCase(Locale.ROOT));
    json.put("percent", traffic.percent());
    json.put("assets", List.copyOf(traffic.assets()));
    return json;
  }

  static String state(ModelStatus.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** {@code active}, or {@code candidate: canary 10 % and R-1}; and that it is not healthy. */
  static String alias(ModelStatus model) {
    return state(model.state()) + model.traffic().map(traffic -> ": " + words(traffic)).orElse("") + (model.trouble().isPresent() ? ", NOT HEALTHY" : "");
  }

  static String words(Traffic traffic) {
    if (traffic.mode() == TrafficMode.SHADOW) {
      return "shadow";
    }
    String share = String.format(Locale.ROOT, "canary %s %%", plain(traffic.percent()));
    return traffic.assets().isEmpty() ? share : share + " and " + String.join(", ", traffic.assets());
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  static String micros(double micros) {
    return micros == 0 ? "–" : String.format(Locale.ROOT, "%.1f", micros);
  }
}
