package io.sallyport.gate.internal;

import io.sallyport.gate.GateInspection;
import java.nio.file.Path;

/** Does at rest what the gate does at a start: platform and site. Thread-safe: no state. */
public final class DiskInspection {
  private DiskInspection() {}

  /** See {@link GateInspection#of}. */
  public static GateInspection of(Path home, Path data) {
    PlatformDigests platform = PlatformDigests.verified(home);
    SiteDigests.Read site = new SiteDigests(home, data).read();
    return new GateInspection(platform.release(), platform.jars().size(), site.generations(), site.digests().size(), site.anchor(), site.refusals());
  }
}
