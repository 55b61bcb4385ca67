package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.ProcessView;
import java.util.Map;
import java.util.Set;

/** Which threads of a running appliance leave the processors to others. */
final class BackgroundCheck {
  private static final int LOWEST = 19;
  private static final Set<String> BACKGROUND = Set.of("inference-shado", "sallyport-vault", "sallyport-copy");

  private BackgroundCheck() {}

  /** The niceness of these tests, which an unprivileged appliance inherits and cannot lower. */
  static int inherited() {
    return new ProcessView(ProcessHandle.current().pid()).niceness().keySet().iterator().next();
  }

  /** The background's have nice 19, all others the common niceness: nothing else is slowed down, and nothing is raised. */
  static void onlyBackgroundIsNice(ProcessView process, int common) {
    Map<Integer, Set<String>> threads = process.niceness();
    assertEquals(Set.of(common, LOWEST), threads.keySet(), threads::toString);
    assertTrue(threads.get(LOWEST).contains("inference-shado"), threads::toString);
    assertTrue(BACKGROUND.containsAll(threads.get(LOWEST)), threads::toString);
    assertTrue(threads.get(common).contains("audit-commit"), threads::toString);
  }
}
