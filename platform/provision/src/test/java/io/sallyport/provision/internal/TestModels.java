package io.sallyport.provision.internal;

import io.sallyport.api.check.CheckResult;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.PackageRuntime;
import io.sallyport.provision.runtime.RuntimeHealth;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.site.PackageKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A runtime for models that only writes down what it is asked for; versions are healthy but those named. Refuses what comes out of order. */
final class TestModels implements PackageRuntime {
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final Set<String> ill = Collections.synchronizedSet(new HashSet<>());
  private final Set<String> loaded = Collections.synchronizedSet(new HashSet<>());

  @Override
  public Set<PackageKind> kinds() {
    return Set.of(PackageKind.MODEL);
  }

  @Override
  public void stage(StagedPackage staged) {
    loaded.add(staged.version().digest());
    log.add("load " + staged.version().version());
  }

  @Override
  public List<CheckResult> prove(StagedPackage staged) {
    return List.of(new CheckResult("golden", true, "same", "same"));
  }

  @Override
  public void activate(PackageVersion version) {
    if (!loaded.contains(version.digest())) {
      throw new IllegalStateException(version + " is not loaded");
    }
    log.add("activate " + version.version());
  }

  @Override
  public void deactivate(PackageVersion version) {
    log.add("deactivate " + version.version());
  }

  @Override
  public void retire(PackageVersion version) {
    if (loaded.remove(version.digest())) {
      log.add("close " + version.version());
    }
  }

  @Override
  public RuntimeHealth health(PackageVersion version) {
    return new RuntimeHealth(loaded.contains(version.digest()) && !ill.contains(version.version()), 1, 0, "as the test wants it");
  }
}
