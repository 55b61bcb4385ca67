package io.sallyport.vault;

/** Hears of the progress of long work, from the thread that does it. Must return soon. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = (step, done, total) -> {};

  /**
   * @param step what is being done, a short phrase
   * @param done bytes or items done of this step
   * @param total of how many; 0 if unknown
   */
  void progress(String step, long done, long total);
}
