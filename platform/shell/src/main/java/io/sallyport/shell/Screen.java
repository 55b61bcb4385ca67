package io.sallyport.shell;

import io.sallyport.trust.Text;
import java.io.PrintStream;

/**
 * A session's console for texts that may have been written elsewhere – by partners, programs, operators: what a terminal would obey is replaced,
 * so that no changelog takes a warning off the screen of who is about to sign. As thread-safe as the console.
 */
final class Screen extends PrintStream {
  private final PrintStream console;

  Screen(PrintStream console) {
    super(console);
    this.console = console;
  }

  /** The console itself, for what has been made harmless before. */
  static PrintStream console(PrintStream out) {
    return out instanceof Screen screen ? screen.console : out;
  }

  /** The other ways to print text all come here. */
  @Override
  public void print(String text) {
    console.print(Text.harmless(String.valueOf(text)));
  }

  @Override
  public void print(Object value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(char character) {
    print(String.valueOf(character));
  }
}
