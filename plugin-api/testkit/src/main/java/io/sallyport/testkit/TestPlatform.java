package io.sallyport.testkit;

import io.sallyport.api.lifecycle.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/**
 * The platform in memory, for one test: pass its parts to a plugin's constructor, {@link #start} the plugin, send signals, look at what
 * came out. Time stands still unless the test moves it. When it closes it fails if the plugin left a thread, a consumer or a schedule, or
 * worked when it must not. Used by the test's thread; its parts are thread-safe.
 */
public final class TestPlatform implements AutoCloseable {
  private final Threads threads = new Threads();
  private final Findings findings = new Findings();
  private final TestPackage own;
  private final TestClock clock;
  private final PlatformThread lifecycle = new PlatformThread("sallyport-lifecycle");
  private final TestScheduler scheduler;
  private final TestSignals signals;
  private final TestInsights insights;
  private final TestAlarms alarms;
  private final TestWorkOrders workOrders;
  private final TestAudit audit;
  private final TestInference inference;
  private final Path data;
  private final TestFiles files;
  private final ContextCalls context;
  private final List<TestPlugin> plugins = new ArrayList<>();
  private boolean closed;

  private TestPlatform(OwnPackage name, boolean real) {
    clock = new TestClock(real);
    own = new TestPackage(name.name(), name.version(), findings);
    scheduler = new TestScheduler(own, clock, findings);
    signals = new TestSignals(own, findings, clock, this::advanceTo);
    insights = new TestInsights(own);
    alarms = new TestAlarms(own);
    workOrders = new TestWorkOrders(own, clock);
    audit = new TestAudit(own);
    inference = new TestInference(own, clock);
    data = folder();
    files = new TestFiles(own, data);
    context = new ContextCalls(own, data);
  }

  /** For the package under test: its name is that of the manifest beside the classes, or what the plugin itself says first. */
  public static TestPlatform create() {
    return new TestPlatform(OwnPackage.underTest(), false);
  }

  /** The same in the machine's time, for tests against a real peer: schedules run by themselves, and the clock cannot be moved. */
  public static TestPlatform inRealTime() {
    return new TestPlatform(OwnPackage.underTest(), true);
  }

  /** For a package of that name and version. */
  public static TestPlatform create(String name, String version) {
    return new TestPlatform(new OwnPackage(name, version), false);
  }

  public TestSignals signals() {
    return signals;
  }

  public TestInsights insights() {
    return insights;
  }

  public TestAlarms alarms() {
    return alarms;
  }

  public TestWorkOrders workOrders() {
    return workOrders;
  }

  public TestAudit audit() {
    return audit;
  }

  public TestInference inference() {
    return inference;
  }

  public TestClock clock() {
    return clock;
  }

  public TestScheduler scheduler() {
    return scheduler;
  }

  public TestFiles files() {
    return files;
  }

  /** The data directory, as the framework's property {@code sallyport.data} names it; empty at first, gone with the platform. */
  public Path data() {
    return data;
  }

  /** A bundle context that can register services, name the bundle and tell {@code sallyport.data}. */
  public BundleContext context() {
    return context.context();
  }

  /** What was found so far against the promises of a plugin. */
  public Findings findings() {
    return findings;
  }

  /** Threads that are the test's own affair, such as those of a server that it starts. @param names regular expression for their names */
  public TestPlatform allowThreads(String names) {
    threads.allow(names);
    return this;
  }

  /** Takes a plugin into the platform's hands; nothing of it is called yet. */
  public TestPlugin plugin(Plugin plugin) {
    return plugin(plugin, own);
  }

  /** Prepares it, proves that its checks pass, and starts it. */
  public TestPlugin start(Plugin plugin) {
    return plugin(plugin).prepare().provePassing().start();
  }

  /** Moves the clock; schedules that fall due on the way run, and have ended when this returns. */
  public void advance(Duration by) {
    advanceTo(clock.instant().plus(by));
  }

  /** Moves the clock to a later time; to an earlier one, it does nothing. */
  public void advanceTo(Instant time) {
    if (clock.isReal()) {
      throw new IllegalStateException("in real time the clock goes by itself");
    }
    scheduler.advanceTo(time);
    signals.settle();
  }

  /** Stops what still runs, and looks at what is left. @throws AssertionError if a promise was broken and the test did not take it */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    inference.release();
    List.copyOf(plugins).stream().filter(plugin -> !plugin.isStopped()).forEach(this::stop);
    inspect(own);
    context.inspect(findings);
    signals.close();
    scheduler.close();
    lifecycle.close();
    threads.left().forEach(thread -> findings.add(own + " left a thread: " + thread));
    delete(data);
    findings.report(own.toString());
  }

  TestPackage own() {
    return own;
  }

  Threads threads() {
    return threads;
  }

  TestPlugin plugin(Plugin plugin, TestPackage owner) {
    TestPlugin taken = new TestPlugin(plugin, owner, lifecycle, () -> stepped(owner));
    plugins.add(taken);
    return taken;
  }

  /** After a step: what was scheduled to begin at once has run, and what only a started plugin may have is gone. */
  private void stepped(TestPackage owner) {
    scheduler.advanceTo(clock.instant());
    if (!owner.active()) {
      signals.inspect(owner);
      scheduler.inspect(owner);
    }
  }

  /** The plugin is gone; it is stopped if nobody did. */
  void release(TestPlugin plugin) {
    plugins.remove(plugin);
    if (!plugin.isStopped()) {
      stop(plugin);
    }
    plugin.forget();
  }

  /** Finds what a package left behind. */
  void inspect(TestPackage owner) {
    signals.inspect(owner);
    scheduler.inspect(owner);
  }

  private void stop(TestPlugin plugin) {
    try {
      plugin.stop();
    } catch (RuntimeException | Error e) {
      findings.add(plugin.owner() + " failed in stop()", e);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("sallyport-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
