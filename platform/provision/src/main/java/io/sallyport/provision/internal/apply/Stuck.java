package io.sallyport.provision.internal.apply;

/** A version that is still in use after its deadline: it is left alone, because freeing what a call is using would end the JVM. */
final class Stuck {
  private Stuck() {}

  static String warning(Object version) {
    return "calls on " + version + " did not end in time; it stays loaded until the appliance is restarted";
  }
}
