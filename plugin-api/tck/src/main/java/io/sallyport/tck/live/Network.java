package io.sallyport.tck.live;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Permission;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Sees every connection, look-up, listening port, child process and exit that code of this JVM tries through the JDK, and lets none of them
 * out: connections are refused as by a host without that port, names are unknown. A security manager, since on the platform's Java 17 the
 * JDK itself asks it at each of these places, whatever API was used. Does not see native code, which packages may not have, nor what a
 * process would do, which is not started. Thread-safe.
 */
@SuppressWarnings("removal")
public final class Network extends SecurityManager {
  private static final String LOCALHOST = "localhost";

  private final Set<Attempt> attempts = new LinkedHashSet<>();
  private volatile boolean exitAllowed;

  /** What was tried since the last call, each once, in order. */
  synchronized List<Attempt> take() {
    List<Attempt> taken = List.copyOf(attempts);
    attempts.clear();
    return taken;
  }

  /** What was tried so far. */
  synchronized List<Attempt> seen() {
    return List.copyOf(attempts);
  }

  /** From now on the JVM may end. */
  void allowExit() {
    exitAllowed = true;
  }

  @Override
  public void checkConnect(String host, int port) {
    if (port >= 0) {
      add(new Attempt("connect", host, port));
      throw Network.<RuntimeException>sneaky(new ConnectException("Connection refused"));
    }
    if (!host.equals(LOCALHOST) && !isOwnName(host)) {
      add(new Attempt("look up", host, 0));
      throw Network.<RuntimeException>sneaky(new UnknownHostException(host));
    }
  }

  @Override
  public void checkConnect(String host, int port, Object context) {
    checkConnect(host, port);
  }

  @Override
  public void checkListen(int port) {
    if (port > 0) {
      add(new Attempt("listen", "", port));
    }
  }

  @Override
  public void checkMulticast(InetAddress group) {
    add(new Attempt("connect", group.getHostAddress(), 0));
    throw Network.<RuntimeException>sneaky(new IOException("Network is unreachable"));
  }

  @Override
  public void checkExec(String command) {
    add(new Attempt("start a process", command, 0));
    throw new SecurityException("a plugin starts no processes");
  }

  @Override
  public void checkExit(int status) {
    if (!exitAllowed) {
      add(new Attempt("exit", "", 0));
      throw new SecurityException("a plugin does not end the JVM");
    }
  }

  @Override
  public void checkPermission(Permission permission) {
    if (permission.getName().equals("setSecurityManager")) {
      throw new SecurityException("a plugin does not change the security manager");
    }
  }

  @Override
  public void checkPermission(Permission permission, Object context) {
    checkPermission(permission);
  }

  @Override
  public void checkAccept(String host, int port) {}

  @Override
  public void checkRead(String file) {}

  @Override
  public void checkRead(FileDescriptor descriptor) {}

  @Override
  public void checkPropertyAccess(String key) {}

  private synchronized void add(Attempt attempt) {
    attempts.add(attempt);
  }

  private static boolean isOwnName(String host) {
    String name = System.getenv("HOSTNAME");
    return name != null && name.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
  }

  /** The JDK's methods that ask declare these exceptions; only the method that is asked does not. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
