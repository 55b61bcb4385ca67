package io.sallyport.itests.appliance.attack;

/** One way to get foreign code in. */
public interface Attack {
  /** What is attempted, in one line. */
  String title();

  /** Tries it on a running appliance. */
  Outcome attempt(Target target);
}
