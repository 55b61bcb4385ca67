package io.sallyport.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which threads were there before, and which are left. Thread-safe. */
final class Threads {
  /** A thread that was told to end needs a moment. */
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int FRAMES = 8;
  /** Threads of the JVM, of Maven and of the test's framework, which come by themselves. */
  private static final Pattern JVM = Pattern.compile("process reaper.*|ForkJoinPool\\.commonPool-worker-.*|Common-Cleaner|Attach Listener|Signal Dispatcher"
      + "|Finalizer|Reference Handler|Keep-Alive-Timer|Java2D Disposer|surefire-.*|junit-.*|JFR .*|Notification Thread|DestroyJavaVM");

  private final Set<Thread> before = Set.copyOf(alive());
  private final List<Pattern> allowed = new ArrayList<>();

  /** @param names regular expression */
  synchronized void allow(String names) {
    allowed.add(Pattern.compile(names));
  }

  /** Threads that came after this was made and are none of the JVM's own. */
  synchronized List<Thread> added() {
    return alive().stream().filter(thread -> !before.contains(thread) && !JVM.matcher(thread.getName()).matches()
        && allowed.stream().noneMatch(pattern -> pattern.matcher(thread.getName()).matches())).toList();
  }

  /** Waits a moment for those to end; each that is left, with where it is. */
  List<String> left() {
    Await.isTrueWithin(GRACE, () -> added().isEmpty());
    return added().stream().map(Threads::describe).toList();
  }

  static List<Thread> alive() {
    return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).sorted(Comparator.comparing(Thread::getName)).toList();
  }

  static String describe(Thread thread) {
    return "'" + thread.getName() + "'" + (thread.isDaemon() ? " (daemon)" : "") + stack(thread.getStackTrace());
  }

  /** Where all threads are whose name begins so. */
  static String stacks(String prefix) {
    return alive().stream().filter(named(prefix)).map(thread -> "\n" + describe(thread)).collect(Collectors.joining());
  }

  private static Predicate<Thread> named(String prefix) {
    return thread -> thread.getName().startsWith(prefix);
  }

  private static String stack(StackTraceElement[] frames) {
    return Arrays.stream(frames).limit(FRAMES).map(frame -> "\n    at " + frame).collect(Collectors.joining());
  }
}
