package io.sallyport.testkit;

import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.site.PackageKind;
import java.util.Optional;

/** One package version as the platform sees it: whose calls these are, and whether it may work now. Thread-safe. */
public final class TestPackage {
  private static final String NO_DIGEST = "0".repeat(64);

  private final String name;
  private final String version;
  private final Findings findings;
  private int plugins;
  private int active;
  private boolean stopped;

  TestPackage(String name, String version, Findings findings) {
    this.name = name;
    this.version = version;
    this.findings = findings;
  }

  public String name() {
    return name;
  }

  public String version() {
    return version;
  }

  /** Whether one of its plugins is started. */
  public synchronized boolean active() {
    return active > 0;
  }

  @Override
  public String toString() {
    return name + " " + version;
  }

  synchronized void joined() {
    plugins++;
  }

  synchronized void left() {
    plugins--;
  }

  synchronized void started() {
    active++;
    stopped = false;
  }

  synchronized void stopped() {
    active--;
    stopped = active == 0;
  }

  /** A lease, as the router gives it to what is active; parts that are tested without any plugin are served too. */
  synchronized Optional<Lease> lease() {
    return active == 0 && plugins > 0 ? Optional.empty() : Optional.of(new Lease() {
      @Override
      public PackageVersion version() {
        return new PackageVersion(name, PackageKind.CAPABILITY, TestPackage.this.version, NO_DIGEST);
      }

      @Override
      public void close() {}
    });
  }

  /** The plugin does what only a started one may do. */
  void works(String what) {
    boolean passive;
    synchronized (this) {
      passive = plugins > 0 && active == 0;
    }
    if (passive) {
      findings.add(this + " " + what + " while it was not started");
    }
  }

  /** The plugin does what it may do before it is started, but not once it has been stopped. */
  void asks(String what) {
    boolean over;
    synchronized (this) {
      over = plugins > 0 && stopped;
    }
    if (over) {
      findings.add(this + " " + what + " after it was stopped");
    }
  }
}
