package io.sallyport.gate.internal;

import io.sallyport.gate.GateInspection;
import io.sallyport.trust.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Does at rest what the gate does at a start: platform, site, cache. Thread-safe: no state. */
public final class DiskInspection {
  private DiskInspection() {}

  /** See {@link GateInspection#of}. */
  public static GateInspection of(Path home, Path data) {
    PlatformDigests platform = PlatformDigests.verified(home);
    SiteDigests site = new SiteDigests(home, data);
    SiteDigests.Read read = site.read();
    List<Refusal> refusals = new ArrayList<>(read.refusals());
    CacheInspection.Result cache = inspect(data, platform, read);
    cache.refused().forEach(finding -> refusals.add(new Refusal("SP-GATE-0005", finding.what(), finding.path(),
        "the next start wipes the cache and rebuilds it; find out who wrote to it")));
    return new GateInspection(platform.release(), platform.digests().size(), read.generations(), read.digests().size(), read.anchor(), cache.revisions(), refusals);
  }

  private static CacheInspection.Result inspect(Path data, PlatformDigests platform, SiteDigests.Read site) {
    try {
      return new CacheInspection(data.resolve("cache"), sha256 -> platform.digests().contains(sha256) || site.digests().contains(sha256)).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
