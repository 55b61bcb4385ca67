package io.sallyport.testkit.example;

import io.sallyport.api.lifecycle.Plugin;

/** A plugin whose thread outlives it: it is told to end by a property only, which the test sets. */
public final class Leaking implements Plugin, Runnable {
  /** Set to end the thread. */
  public static final String END = "io.sallyport.testkit.example.end";

  @Override
  public void start() {
    new Thread(this, "leaking").start();
  }

  @Override
  public void stop() {}

  @Override
  public void run() {
    while (!Boolean.getBoolean(END)) {
      Thread.onSpinWait();
      Thread.yield();
    }
  }
}
