package io.sallyport.gate;

import io.sallyport.gate.internal.Gate;
import java.util.Map;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Makes Karaf's framework with the gate below it ({@code karaf.framework.factory} in {@code etc/custom.properties}). Fails closed: if
 * the platform inventory cannot be verified the JVM halts with exit status 78 before any bundle exists.
 */
public final class GateFrameworkFactory implements FrameworkFactory {
  /** Exit status for "this installation is not the one that was signed" (EX_CONFIG). */
  public static final int REFUSED = 78;

  @Override public Framework newFramework(Map<String, String> configuration) {
    try {
      return Gate.open(configuration).framework();
    } catch (Throwable refused) {
      System.err.println(refused.getMessage() == null ? refused.toString() : refused.getMessage());
      System.err.flush();
      Runtime.getRuntime().halt(REFUSED);
      throw new IllegalStateException(refused);
    }
  }
}
