package io.sallyport.testkit;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import java.time.Duration;
import java.util.List;

/**
 * A plugin in the hands of the platform: {@code prepare → prove → start → stop}, and perhaps {@code start} again, each called from the
 * platform's one thread and within a limit. What the plugin throws is thrown on. Used by one thread.
 */
public final class TestPlugin {
  /** Longest {@code prepare} and {@code prove}. */
  public static final Duration LONGEST_PREPARATION = Duration.ofSeconds(60);
  /** Longest {@code start}, which must return soon, and {@code stop}, which must return once nothing runs any more. */
  public static final Duration LONGEST_STEP = Duration.ofSeconds(5);
  /** Longest {@code health}, which must not block. */
  public static final Duration LONGEST_HEALTH = Duration.ofSeconds(1);

  private enum State { NEW, PREPARED, PROVED, STARTED, STOPPED }

  private Plugin plugin;
  private final TestPackage owner;
  private final PlatformThread thread;
  private final Runnable stepped;
  private State state = State.NEW;

  /** @param stepped called after each start and stop */
  TestPlugin(Plugin plugin, TestPackage owner, PlatformThread thread, Runnable stepped) {
    this.plugin = plugin;
    this.owner = owner;
    this.thread = thread;
    this.stepped = stepped;
    owner.joined();
  }

  /** The package that it belongs to. */
  public TestPackage owner() {
    return owner;
  }

  public TestPlugin prepare() {
    require(State.NEW, "prepare");
    run("prepare", LONGEST_PREPARATION, plugin::prepare);
    state = State.PREPARED;
    return this;
  }

  /** Its checks, as they come out; {@link #start} does not look at them. */
  public List<CheckResult> prove() {
    require(State.PREPARED, "prove");
    List<CheckResult> results = thread.call(owner + ".prove()", LONGEST_PREPARATION, plugin::prove);
    state = State.PROVED;
    return results;
  }

  /** @throws AssertionError if a check failed, as it would abandon the swap */
  public TestPlugin provePassing() {
    List<CheckResult> failed = prove().stream().filter(check -> !check.passed()).toList();
    if (!failed.isEmpty()) {
      throw new AssertionError(owner + " failed its own checks: " + failed);
    }
    return this;
  }

  /** Starts it; also again, after it was stopped. What it scheduled has had its first run when this returns. */
  public TestPlugin start() {
    if (state != State.PROVED && state != State.STOPPED) {
      throw new IllegalStateException("the platform calls prepare, prove and then start; it is " + state);
    }
    owner.started();
    state = State.STARTED;
    run("start", LONGEST_STEP, plugin::start);
    stepped.run();
    return this;
  }

  /** Stops it; from now on it may do nothing. Allowed in each state. */
  public TestPlugin stop() {
    boolean started = state == State.STARTED;
    state = State.STOPPED;
    try {
      run("stop", LONGEST_STEP, plugin::stop);
    } finally {
      if (started) {
        owner.stopped();
      }
    }
    stepped.run();
    return this;
  }

  public Health health() {
    return thread.call(owner + ".health()", LONGEST_HEALTH, plugin::health);
  }

  /** Waits until it fares so. @throws AssertionError if it does not in time */
  public Health awaitHealth(Health.Status status) {
    Await.until("health " + status, () -> health().status() == status, this::health);
    return health();
  }

  /** Lets go of it, so that its class loader can be freed although the test holds this. */
  void forget() {
    plugin = new Gone(owner);
  }

  boolean isStopped() {
    return state == State.STOPPED;
  }

  private record Gone(TestPackage owner) implements Plugin {
    @Override
    public void start() {
      throw new IllegalStateException("the bundle of " + owner + " has been uninstalled");
    }

    @Override
    public void stop() {}

    @Override
    public Health health() {
      return Health.failed("the bundle has been uninstalled");
    }
  }

  private void require(State required, String what) {
    if (state != required) {
      throw new IllegalStateException("the platform does not call " + what + " now: it is " + state);
    }
  }

  private void run(String what, Duration limit, Runnable step) {
    thread.call(owner + "." + what + "()", limit, () -> {
      step.run();
      return null;
    });
  }
}
