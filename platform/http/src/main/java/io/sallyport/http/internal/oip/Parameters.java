package io.sallyport.http.internal.oip;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Parameters of models as the protocol has them: a number, a text or a truth each, so that a list of numbers becomes a text that is JSON; by name. Stateless. */
final class Parameters {
  private Parameters() {}

  /** All of them. */
  static Map<String, Object> all(Map<String, List<Double>> parameters) {
    Map<String, Object> all = new TreeMap<>();
    parameters.forEach((name, numbers) -> all.put(name, numbers.size() == 1 ? numbers.get(0) : numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"))));
    return all;
  }

  /** Those of one number, such as the threshold: what each answer is to be read by. */
  static Map<String, Double> single(Map<String, List<Double>> parameters) {
    Map<String, Double> single = new TreeMap<>();
    parameters.forEach((name, numbers) -> {
      if (numbers.size() == 1) {
        single.put(name, numbers.get(0));
      }
    });
    return single;
  }
}
