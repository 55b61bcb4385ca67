package io.sallyport.provision.runtime;

import io.sallyport.api.check.CheckResult;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.site.PackageKind;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Runs packages of some kinds. Provision calls it in the order {@code stage → prove → activate → … → deactivate → retire}, from one
 * thread; callers reach a version through the {@linkplain io.sallyport.provision.lease.Router router} meanwhile. Registered as a service.
 */
@ConsumerType
public interface PackageRuntime {
  Set<PackageKind> kinds();

  /**
   * Loads the version beside the active one and warms it up, off the path.
   *
   * @throws io.sallyport.trust.RefusedException if it cannot run; the swap is then abandoned
   */
  void stage(StagedPackage staged);

  /** Its own checks and golden vectors. One failed check abandons the swap. */
  List<CheckResult> prove(StagedPackage staged);

  /**
   * Both for a version of the running generation after a start: it was proved when it was approved, and nothing else could take its place. A
   * runtime that needs for it what lies elsewhere may put the proof off; until then the version must not answer, and its health says so.
   */
  default List<CheckResult> resume(StagedPackage staged) {
    stage(staged);
    return prove(staged);
  }

  /** The router has just switched to it: begin work. Must return soon. */
  void activate(PackageVersion version);

  /** The router has left it: end work of its own. Leases may still be open. */
  void deactivate(PackageVersion version);

  /** All leases are closed: free everything. Also called for a version that was staged and never activated. */
  void retire(PackageVersion version);

  RuntimeHealth health(PackageVersion version);
}
