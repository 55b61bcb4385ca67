package io.sallyport.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a plugin did against the platform's promises without any assertion of the test seeing it. What nobody took fails the test when
 * its platform closes. Thread-safe.
 */
public final class Findings {
  private final List<String> list = new ArrayList<>();

  Findings() {}

  synchronized void add(String finding) {
    list.add(finding);
  }

  void add(String what, Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    add(what + ": " + text.toString().strip());
  }

  /** What was found so far, oldest first; from now on the test knows of it, and it fails nothing. */
  public synchronized List<String> take() {
    List<String> taken = List.copyOf(list);
    list.clear();
    return taken;
  }

  /** @throws AssertionError if there are any */
  void report(String who) {
    List<String> all = take();
    if (!all.isEmpty()) {
      throw new AssertionError(who + " broke " + (all.size() == 1 ? "a promise" : all.size() + " promises") + " of a plugin:\n- " + String.join("\n- ", all));
    }
  }
}
