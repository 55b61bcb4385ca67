package io.sallyport.shell;

import io.sallyport.trust.Refusal;
import java.util.Optional;

/**
 * The console takes commands, one after the other or piped, not programs: Gogo's language (OSGi RFC 147) has variables, closures, loops and
 * expressions, with which anybody who may log in fills the heap in seconds. Quoted text may hold anything. No state.
 */
public final class PlainLine {
  /** Longest line, in characters. */
  static final int MAX_LENGTH = 65_536;
  /** Most pipes in a line: each part of a pipe is a thread. */
  static final int MAX_PIPES = 16;
  static final String CODE = "SP-SHELL-0021";
  private static final String NEXT = "give plain commands, joined by ; or |; quote such a character in an argument: 'a$b'";

  private PlainLine() {}

  /** Why the console does not run a line; empty if it does. */
  public static Optional<Refusal> refusal(CharSequence line) {
    if (line.length() > MAX_LENGTH) {
      return refused("a line of more than " + MAX_LENGTH + " characters", line.length() + " characters");
    }
    return new Scan(line).run();
  }

  private static Optional<Refusal> refused(String what, String where) {
    return Optional.of(new Refusal(CODE, "the console runs commands, not programs: " + what, where, NEXT));
  }

  /** One pass over a line. */
  private static final class Scan {
    private final CharSequence line;
    private int at;
    private int pipes;
    /** Words of the statement that have begun. */
    private int words;
    private boolean inWord;

    Scan(CharSequence line) {
      this.line = line;
    }

    Optional<Refusal> run() {
      Optional<Refusal> found = Optional.empty();
      while (found.isEmpty() && at < line.length()) {
        found = step(line.charAt(at));
        at++;
      }
      return found;
    }

    private Optional<Refusal> step(char c) {
      switch (c) {
        case '$':
          return refused("a variable", where());
        case '{', '}':
          return refused("a closure or a range", where());
        case '(', ')':
          return refused("an expression", where());
        case '&':
          return refused("a job in the background", where());
        case '%':
          return inWord ? Optional.empty() : refused("an expression", where());
        case '<', '>':
          return refused("a redirection", where());
        case '=':
          if (words == 0 || words == 1 || words == 2 && !inWord) {
            return refused("an assignment", where());
          }
          return word();
        case '|':
          pipes++;
          return pipes > MAX_PIPES ? refused("more than " + MAX_PIPES + " pipes", where()) : statement();
        case ';', '\n', '\r':
          return statement();
        case '#':
          return inWord ? Optional.empty() : refused("a comment", where());
        case '/':
          return comment() ? refused("a comment", where()) : word();
        case ' ', '\t':
          inWord = false;
          return Optional.empty();
        case '\\':
          at++;
          return at < line.length() && line.charAt(at) < ' ' ? refused("a line that is continued", "after character " + at) : word();
        case '\'':
          at = skip('\'');
          return word();
        case '"':
          return text();
        default:
          return word();
      }
    }

    /** A comment may hold a quote that is none. */
    private boolean comment() {
      return !inWord && at + 1 < line.length() && (line.charAt(at + 1) == '/' || line.charAt(at + 1) == '*');
    }

    private Optional<Refusal> word() {
      if (!inWord) {
        words++;
        inWord = true;
      }
      return Optional.empty();
    }

    private Optional<Refusal> statement() {
      words = 0;
      inWord = false;
      return Optional.empty();
    }

    /** Between double quotes, variables and expressions are still replaced. */
    private Optional<Refusal> text() {
      int end = skip('"');
      for (int i = at + 1; i < end; i++) {
        if (line.charAt(i) == '\\') {
          i++;
        } else if (line.charAt(i) == '$' || line.charAt(i) == '%' && line.charAt(i + 1) == '(') {
          at = i;
          return refused("a variable or an expression in double quotes", where());
        }
      }
      at = end;
      return word();
    }

    /** @return where the text that begins here ends: at its quote, or at the end of the line */
    private int skip(char quote) {
      int end = at + 1;
      while (end < line.length() && line.charAt(end) != quote) {
        end += quote == '"' && line.charAt(end) == '\\' ? 2 : 1;
      }
      return Math.min(end, line.length() - 1);
    }

    private String where() {
      return "'" + line.charAt(at) + "' at character " + (at + 1);
    }
  }
}
