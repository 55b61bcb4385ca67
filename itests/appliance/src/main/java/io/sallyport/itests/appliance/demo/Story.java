package io.sallyport.itests.appliance.demo;

import java.io.PrintStream;
import java.time.Duration;

/** Prints the story and counts what held. Not thread-safe. */
final class Story {
  private static final int WIDTH = 100;

  private final PrintStream out;
  private final long begin = System.nanoTime();
  private int held;
  private int failed;

  Story(PrintStream out) {
    this.out = out;
  }

  void step(int number, String title) {
    String head = "── " + number + " · " + title + " ";
    String clock = " " + elapsed().toSeconds() + " s";
    out.println();
    out.println(head + "─".repeat(Math.max(2, WIDTH - head.length() - clock.length())) + clock);
  }

  void say(String text) {
    text.lines().forEach(line -> out.println("   " + line));
    out.flush();
  }

  /** A command as a person would type it. */
  void typed(String user, String command) {
    out.println("   " + user + "@sallyport> " + command);
    out.flush();
  }

  /** Prints whether something holds, with its figures; returns it. */
  boolean check(boolean holds, String what) {
    out.println((holds ? "   ✔ " : "   ✘ ") + what);
    out.flush();
    if (holds) {
      held++;
    } else {
      failed++;
    }
    return holds;
  }

  int failed() {
    return failed;
  }

  int held() {
    return held;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
