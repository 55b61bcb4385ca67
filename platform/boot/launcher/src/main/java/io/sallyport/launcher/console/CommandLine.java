package io.sallyport.launcher.console;

import java.util.List;
import java.util.stream.Collectors;

/** The console's command line from the words of a shell. */
final class CommandLine {
  private CommandLine() {}

  /** One word is a command line already; of several, those with blanks or quotes in them are quoted. */
  static String of(List<String> words) {
    return words.size() == 1 ? words.get(0) : words.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    if (!word.isEmpty() && word.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'')) {
      return word;
    }
    return word.indexOf('\'') < 0 ? "'" + word + "'" : "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + "\"";
  }
}
