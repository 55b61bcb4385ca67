package io.sallyport.api.lifecycle;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a plugin runs by its configuration, begun anew when that changes: its {@code start}, {@code stop} and {@code health} in one place, for
 * the plugin to pass on to.
 * <pre>{@code
 *   this.watching = new Configured<>(config, changed -> new Watch(Settings.of(changed), signals, insights));
 *   …
 *   @Modified void modified(Config changed) { watching.change(changed); }
 *   @Override public void start() { watching.start(); }
 *   @Override public void stop() { watching.stop(); }
 *   @Override public Health health() { return watching.health(); }
 *   @Deactivate void deactivate() { stop(); }
 * }</pre>
 *
 * <p>Thread-safe: one thread at a time opens, changes or closes; {@link #health}, {@link #configuration} and {@link #running} wait for nobody.
 * Closing waits for deliveries and runs under way, so these call none of the others.
 *
 * @param <C> the configuration, as Declarative Services hands it
 * @param <R> what runs
 */
public final class Configured<C, R extends Configured.Run> {
  /** What works from a start to a stop. */
  public interface Run {
    /** How it fares. Must not block. */
    Health health();

    /** Ends it; called once. Returns when nothing of it works any more: see {@link Plugin#stop}. */
    void close();
  }

  private final Function<? super C, ? extends R> opening;
  private volatile C configuration;
  private volatile Optional<R> running = Optional.empty();
  private volatile String unusable = "";

  /** @param opening begins the work; where it throws, because the configuration cannot be used or otherwise, nothing of it may be left */
  public Configured(C configuration, Function<? super C, ? extends R> opening) {
    this.configuration = configuration;
    this.opening = opening;
  }

  /** The newest one, whether it can be used or not. */
  public C configuration() {
    return configuration;
  }

  /** What works now: nothing before the start, after the stop, and while the configuration cannot be used. */
  public Optional<R> running() {
    return running;
  }

  /** Takes up a configuration: at once where there is work, else at the next start. One that cannot be used ends the work, and shows in the health until the next one. */
  public synchronized void change(C changed) {
    configuration = changed;
    if (running.isPresent() || !unusable.isEmpty()) {
      try {
        stop();
        start();
      } catch (RuntimeException e) { // also of a value that cannot be converted
        unusable = e.getMessage() == null ? e.toString() : e.getMessage();
      }
    }
  }

  /** Does something with what works, if there is anything, while nobody opens or closes it. */
  public synchronized void ifRunning(Consumer<? super R> action) {
    running.ifPresent(action);
  }

  /** Begins, if it has not begun. What the opening throws is thrown: the platform abandons the swap. */
  public synchronized void start() {
    if (running.isEmpty()) {
      unusable = "";
      running = Optional.of(opening.apply(configuration));
    }
  }

  /** Ends, if it has begun. */
  public synchronized void stop() {
    unusable = "";
    Optional<R> ending = running;
    running = Optional.empty();
    ending.ifPresent(Run::close);
  }

  /** Degraded while the configuration cannot be used, else as what works says. */
  public Health health() {
    String problem = unusable;
    return problem.isEmpty() ? running.map(Run::health).orElse(Health.ok("not started")) : Health.degraded(problem);
  }
}
