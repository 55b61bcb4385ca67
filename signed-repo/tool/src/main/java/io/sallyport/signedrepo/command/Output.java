package io.sallyport.signedrepo.command;

import io.sallyport.trust.Json;
import io.sallyport.trust.Text;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Prints for people, or JSON for programs. */
final class Output {
  @Spec(Target.MIXEE) private CommandSpec spec;
  @Option(names = "--json", description = "print JSON") private boolean json;

  boolean json() {
    return json;
  }

  void json(Object value) {
    out().print(Text.harmlessJson(Json.pretty(value)));
    out().flush();
  }

  void line(String format, Object... values) {
    if (!json) {
      out().printf(Locale.ROOT, format + "%n", Arrays.stream(values).map(Output::harmless).toArray());
      out().flush();
    }
  }

  /** What others have written – changelogs, summaries, notes – is read here by those who are about to sign: a terminal must not obey it. */
  static Object harmless(Object value) {
    return value instanceof Number || value instanceof Boolean || value instanceof Character ? value : Text.harmless(String.valueOf(value)).replace('\n', ' ');
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
