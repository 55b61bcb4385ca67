package io.sallyport.provision.internal.apply;

/** One step of an apply. The engine journals its beginning before {@link #run} and its end after it. */
interface Step {
  /** The word in the journal. */
  String name();

  /** Its place: steps run in ascending order. */
  int order();

  /**
   * Does it.
   *
   * @return one line about what was done, for the person who watches
   * @throws RuntimeException to end the apply; before the commit, this and all earlier steps are undone
   */
  String run(Swap swap);

  /** Takes back what {@link #run} did, even if it ended half-way. */
  default void undo(Swap swap) {}
}
