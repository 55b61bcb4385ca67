package io.sallyport.trust;

import java.util.concurrent.ThreadFactory;

/**
 * Threads for what has no hurry: copying and hashing, checking, learning, running shadows. They have Java's lowest priority, which the
 * start script maps to nice 19 and no other: processors serve callers first (ADR 0033). A thread stays one for its life, because an
 * unprivileged process cannot take niceness back, and what it starts inherits it. So nothing on such a thread may be the first to start
 * threads that others share, nor hold a lock for long that callers wait for. Daemons. Thread-safe.
 */
public final class BackgroundThreads implements ThreadFactory {
  private final String name;

  /** @param name of each of its threads */
  public BackgroundThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable work) {
    return lowered(new Thread(work, name));
  }

  /** Makes a thread that has not been started yet one of them. */
  public static Thread lowered(Thread thread) {
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }
}
