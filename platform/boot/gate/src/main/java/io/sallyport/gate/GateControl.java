package io.sallyport.gate;

import java.util.List;

/**
 * What the platform may ask of the gate. Registered as a service by the framework itself. There is deliberately no way to hand the gate
 * a digest: it reads and verifies the inventory and the site repository from disk by itself.
 *
 * <p>Thread-safe.
 */
public interface GateControl {
  /** Reads the admitted set again from disk. A site repository that cannot be verified leaves only the platform inventory admitted. */
  ReloadReport reload();

  /**
   * The latest refusals of this start, newest first.
   *
   * @param max most to return, at least 0; the gate keeps 256
   */
  List<GateRefusal> refusals(int max);

  /** What is admitted now. */
  GateStatus status();
}
