package io.sallyport.testkit;

/** A part of the platform that a test can make fail. Thread-safe. */
public abstract class Breakable {
  private final String usual;
  private String message = "";
  private int times;

  Breakable(String usual) {
    this.usual = usual;
  }

  /** From now on every call fails as it does on the appliance when the part cannot do its work. */
  public final void fail() {
    fail(Integer.MAX_VALUE);
  }

  /** The next so many calls fail. */
  public final void fail(int calls) {
    fail(calls, usual);
  }

  /** The next so many calls fail with an {@link IllegalStateException} of that message. */
  public final synchronized void fail(int calls, String reason) {
    times = calls;
    message = reason;
  }

  /** It works again. */
  public final synchronized void heal() {
    times = 0;
  }

  /** @throws IllegalStateException if it is to fail */
  final synchronized void use() {
    if (times > 0) {
      times -= times == Integer.MAX_VALUE ? 0 : 1;
      throw new IllegalStateException(message);
    }
  }
}
