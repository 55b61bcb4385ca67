package io.sallyport.itests.bench;

import java.util.HashMap;
import java.util.Map;

/** {@code --name number} pairs of the command line. */
record Options(Map<String, Integer> values) {
  static Options parse(String[] words, int from) {
    Map<String, Integer> values = new HashMap<>();
    for (int i = from; i < words.length; i += 2) {
      if (!words[i].startsWith("--") || i + 1 == words.length) {
        throw new IllegalArgumentException("expected --name number, got " + words[i]);
      }
      values.put(words[i].substring(2), Integer.parseInt(words[i + 1]));
    }
    return new Options(values);
  }

  int get(String name, int whenAbsent) {
    return values.getOrDefault(name, whenAbsent);
  }
}
