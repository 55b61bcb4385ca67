package io.sallyport.testkit;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import java.util.List;

/** A plugin made of a few actions; what is not given does nothing. */
final class Stub implements Plugin {
  Runnable onPrepare = () -> {};
  List<CheckResult> checks = List.of();
  Runnable onStart = () -> {};
  Runnable onStop = () -> {};
  Health health = Health.ok("");
  Runnable onHealth = () -> {};

  static Stub starting(Runnable action) {
    Stub stub = new Stub();
    stub.onStart = action;
    return stub;
  }

  static Stub stopping(Runnable action) {
    Stub stub = new Stub();
    stub.onStop = action;
    return stub;
  }

  @Override
  public void prepare() {
    onPrepare.run();
  }

  @Override
  public List<CheckResult> prove() {
    return checks;
  }

  @Override
  public void start() {
    onStart.run();
  }

  @Override
  public void stop() {
    onStop.run();
  }

  @Override
  public Health health() {
    onHealth.run();
    return health;
  }
}
