package io.sallyport.signedrepo.command;

import io.sallyport.trust.Json;
import java.io.PrintWriter;
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
    out().print(Json.pretty(value));
    out().flush();
  }

  void line(String format, Object... values) {
    if (!json) {
      out().printf(format + "%n", values);
      out().flush();
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
