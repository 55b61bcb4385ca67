package io.sallyport.tck.live;

import io.sallyport.api.check.CheckResult;
import io.sallyport.testkit.TestPlugin;
import java.util.List;
import java.util.stream.Collectors;

/** The way of a plugin through its life, in words. */
final class Steps {
  private Steps() {}

  /** Prepares and proves it. @throws AssertionError naming the checks that fail, with the way out */
  static TestPlugin proved(TestPlugin plugin) {
    plugin.prepare();
    String failed = failed(plugin.prove());
    if (!failed.isEmpty()) {
      throw new AssertionError("prove() fails: " + failed + "; if it needs a configuration, a model or a secret, put it into tck.json");
    }
    return plugin;
  }

  static TestPlugin started(TestPlugin plugin) {
    return proved(plugin).start();
  }

  /** The failed checks, one after the other; empty if none. */
  static String failed(List<CheckResult> checks) {
    return checks.stream().filter(check -> !check.passed()).map(check -> check.name() + ": observed " + check.observed() + ", expected " + check.expected()).collect(Collectors.joining("; "));
  }

  /** A message of one line. */
  static String message(Throwable thrown) {
    String text = thrown.getMessage() == null ? "" : thrown.getMessage();
    return text.isBlank() ? thrown.getClass().getName() : text;
  }
}
