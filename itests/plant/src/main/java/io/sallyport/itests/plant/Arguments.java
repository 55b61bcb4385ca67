package io.sallyport.itests.plant;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line of {@link Main}. */
record Arguments(Optional<Path> replay, int port, double rate, Path data, boolean loop, long seed, String user,
    Optional<Path> passwordFile, List<Path> trust, boolean trustAnyClient, boolean paused) {

  /** OPC UA's own. */
  private static final int DEFAULT_PORT = 4840;

  /** @throws IllegalArgumentException on an unknown, missing or impossible argument */
  static Arguments parse(String[] words) {
    Optional<Path> replay = Optional.empty();
    Optional<Path> passwordFile = Optional.empty();
    List<Path> trust = new ArrayList<>();
    Path data = null;
    String user = "sallyport";
    int port = DEFAULT_PORT;
    double rate = 50;
    long seed = 1;
    boolean loop = false;
    boolean trustAny = false;
    boolean paused = false;
    for (int i = 0; i < words.length; i++) {
      switch (words[i]) {
        case "--replay" -> replay = Optional.of(Path.of(value(words, ++i)));
        case "--password-file" -> passwordFile = Optional.of(Path.of(value(words, ++i)));
        case "--trust" -> trust.add(Path.of(value(words, ++i)));
        case "--data" -> data = Path.of(value(words, ++i));
        case "--user" -> user = value(words, ++i);
        case "--port" -> port = (int) number(words, ++i);
        case "--rate" -> rate = number(words, ++i);
        case "--seed" -> seed = (long) number(words, ++i);
        case "--loop" -> loop = true;
        case "--trust-any-client" -> trustAny = true;
        case "--paused" -> paused = true;
        default -> throw new IllegalArgumentException("unknown argument: " + words[i]);
      }
    }
    if (port < 1 || port > 65_535 || data == null) {
      throw new IllegalArgumentException("--data is required, and --port must be one (1…65535)");
    }
    if (!(rate > 0 && rate <= 100_000)) {
      throw new IllegalArgumentException("--rate must be above 0 and at most 100000 rows/s");
    }
    return new Arguments(replay, port, rate, data, loop, seed, user, passwordFile, List.copyOf(trust), trustAny, paused);
  }

  private static String value(String[] words, int index) {
    if (index >= words.length) {
      throw new IllegalArgumentException(words[index - 1] + " needs a value");
    }
    return words[index];
  }

  private static double number(String[] words, int index) {
    try {
      return Double.parseDouble(value(words, index));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(words[index - 1] + " needs a number, got " + words[index], e);
    }
  }
}
