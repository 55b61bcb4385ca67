package io.sallyport.operations;

import java.time.Duration;
import java.util.Optional;

/** What a person does with an alarm. */
public sealed interface AlarmStep {
  /** As it is recorded, such as {@code shelve}. */
  String action();

  /**
   * From {@code UNACK} to {@code ACKED}, from {@code RTNUN} to {@code NORM}.
   *
   * @param comment recorded, if there is one
   */
  record Acknowledge(Optional<String> comment) implements AlarmStep {
    @Override
    public String action() {
      return "acknowledge";
    }
  }

  /** Hides it for a time; afterwards it comes back by itself, and is annunciated if its condition holds then. */
  record Shelve(Duration time, String reason) implements AlarmStep {
    @Override
    public String action() {
      return "shelve";
    }
  }

  /** Brings it back before its time. */
  record Unshelve() implements AlarmStep {
    @Override
    public String action() {
      return "unshelve";
    }
  }

  /** Takes it out of service. */
  record Disable(String reason) implements AlarmStep {
    @Override
    public String action() {
      return "disable";
    }
  }

  /** Takes it into service again; it is annunciated if its condition holds. */
  record Enable() implements AlarmStep {
    @Override
    public String action() {
      return "enable";
    }
  }
}
