package io.sallyport.itests.appliance.demo;

/** One numbered step of the story. */
interface Step {
  String title();

  /** Tells it. @throws AssertionError if the story cannot go on */
  void tell(Scene scene);
}
