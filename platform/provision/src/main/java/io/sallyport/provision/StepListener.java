package io.sallyport.provision;

/** Hears of the steps of an apply, from the thread that applies. Must return soon. */
@FunctionalInterface
public interface StepListener {
  StepListener NONE = (step, phase, detail) -> {};

  /** Where a step stands. */
  enum Phase { BEGIN, END, FAILED, UNDONE }

  void step(String step, Phase phase, String detail);
}
