package io.sallyport.identity.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told that something of a person ended. Thread-safe. */
final class Watchers {
  /** Loaded when it is needed: commissioning has no such library. */
  private static final class Log {
    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);
  }

  private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();

  Runnable add(Consumer<String> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /** One that fails must keep neither the others nor the change itself: each action of the person is refused all the same. */
  void tell(String id) {
    for (Consumer<String> watcher : watchers) {
      try {
        watcher.accept(id);
      } catch (RuntimeException e) {
        Log.LOG.error("Open sessions of {} could not be ended; each of their actions is refused", id, e);
      }
    }
  }
}
