package io.sallyport.provision.internal.apply;

/** A version that is still in use after its deadline: it is left alone, because freeing what a call is using would end the JVM. */
final class Stuck {
  private Stuck() {}

  static String warning(String name) {
    return "calls on the new version of " + name + " did not end in time; it stays loaded until the appliance is restarted";
  }
}
