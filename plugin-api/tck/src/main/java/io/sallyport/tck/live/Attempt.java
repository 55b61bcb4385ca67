package io.sallyport.tck.live;

/**
 * What code tried to do beyond its JVM.
 *
 * @param what {@code connect}, {@code look up}, {@code listen}, {@code start a process} or {@code exit}
 * @param target host or command; empty for listen and exit
 * @param port 1 to 65535; 0 if there is none
 */
public record Attempt(String what, String target, int port) {
  @Override
  public String toString() {
    return what + (target.isEmpty() ? "" : " " + target) + (port == 0 ? "" : ":" + port);
  }
}
