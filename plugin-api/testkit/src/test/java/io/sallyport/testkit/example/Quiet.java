package io.sallyport.testkit.example;

import io.sallyport.api.lifecycle.Plugin;

/** A plugin that does nothing. */
public final class Quiet implements Plugin {
  @Override
  public void start() {}

  @Override
  public void stop() {}
}
