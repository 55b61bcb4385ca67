package io.sallyport.provision.commission;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks at the terminal; without one, each line of standard input answers one question. Used by one thread. */
final class Terminal {
  private final Optional<Console> console;
  private final BufferedReader in;
  private final PrintStream out;

  Terminal(Optional<Console> console, InputStream in, PrintStream out) {
    this.console = console;
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
  }

  static Terminal system() {
    return new Terminal(Optional.ofNullable(System.console()), System.in, System.out);
  }

  /**
   * An answer without the blanks around it; empty if only Enter was pressed.
   *
   * @throws RefusedException SP-PLAN-0014 if there is none
   */
  String ask(String question) {
    return read(question).strip();
  }

  /** The same; Enter takes what is proposed. */
  String ask(String question, String proposed) {
    String answer = ask(question + " [" + proposed + "]");
    return answer.isEmpty() ? proposed : answer;
  }

  boolean confirm(String question) {
    return ask(question + " [y/N]").equalsIgnoreCase("y");
  }

  /** A password, not echoed at a terminal. The caller wipes it. */
  char[] password(String question) {
    if (console.isPresent()) {
      char[] typed = console.get().readPassword("%s: ", question);
      return typed == null ? new char[0] : typed;
    }
    return read(question).toCharArray();
  }

  void line(String text) {
    out.println(text);
  }

  private String read(String question) {
    out.print(question + ": ");
    out.flush();
    try {
      String line = console.isPresent() ? console.get().readLine() : in.readLine();
      if (console.isEmpty()) {
        out.println();
      }
      if (line == null) {
        throw new RefusedException(new Refusal("SP-PLAN-0014", "a question was not answered: " + question, "standard input", "answer it, or give a charter with --charter"));
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
