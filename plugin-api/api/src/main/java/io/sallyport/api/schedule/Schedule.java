package io.sallyport.api.schedule;

import org.osgi.annotation.versioning.ProviderType;

/** Work that comes again and again until it is closed. Thread-safe. */
@ProviderType
public interface Schedule extends AutoCloseable {
  /** Runs that threw something, so far. */
  long failures();

  /**
   * No run begins any more; returns when the run under way has ended. One that lasts longer than 2 s is interrupted, and given up with a
   * line in the log after another 2 s. Called from the run itself it does not wait. Closing again does nothing.
   */
  @Override
  void close();
}
