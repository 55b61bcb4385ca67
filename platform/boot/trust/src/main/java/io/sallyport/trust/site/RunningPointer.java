package io.sallyport.trust.site;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Role;
import io.sallyport.trust.Signer;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which generation runs, signed by the appliance key (ADR 0002, {@code site/running.json}). It chooses among approved generations; it can
 * never admit.
 *
 * @param sequence grows by one with every write
 * @param running the committed generation; 0 = none
 * @param previous the one before; 0 = none
 * @param admitted running, candidate and retiring generations
 * @param time when it was written
 * @param root the site root in force then, below which the site does not go back (ADR 0044); empty in one that an older release wrote
 * @param log the audit log as it was then (ADR 0048); empty in one that an older release wrote
 */
public record RunningPointer(long sequence, int running, int previous, List<Integer> admitted, Instant time, Optional<KnownRoot> root, Optional<KnownLog> log) {
  /** What holds before anything was applied. */
  public static final RunningPointer NONE = new RunningPointer(0, 0, 0, List.of(), Instant.EPOCH);
  private static final String FILE = "running.json";

  /** A site root by its version and the digest of what is signed in it. */
  public record KnownRoot(long version, String sha256) {
    public static KnownRoot of(SiteRoot root) {
      return new KnownRoot(root.version(), root.sha256());
    }

    private static KnownRoot fromJson(JsonObject json) {
      return new KnownRoot(json.integer("version"), json.string("sha256"));
    }

    private JsonObject toJson() {
      return JsonObject.builder().put("version", version).put("sha256", sha256).build();
    }
  }

  /** One that names neither site root nor audit log. */
  public RunningPointer(long sequence, int running, int previous, List<Integer> admitted, Instant time) {
    this(sequence, running, previous, admitted, time, Optional.empty(), Optional.empty());
  }

  public RunningPointer {
    admitted = List.copyOf(admitted);
  }

  /**
   * Reads and verifies the pointer.
   *
   * @param site DATA/site
   * @param appliance the site root's timestamp role
   * @return empty if there is none yet
   * @throws RefusedException SP-TRUST-0011 if the appliance key has not signed it, 0052 if it is malformed
   */
  public static Optional<RunningPointer> read(Path site, Role appliance) {
    return new DirectoryFetcher(site).fetch(FILE, 1 << 20).map(bytes -> {
      String where = site.resolve(FILE).toString();
      Envelope envelope = Envelope.parse(bytes, where);
      appliance.requireThreshold(envelope, where);
      return of(envelope.signed());
    });
  }

  /** As {@link #read(Path, Role)} with the appliance key of a site root. */
  public static Optional<RunningPointer> read(Path site, SiteRoot root) {
    return read(site, root.root().role("timestamp"));
  }

  /** Signs, with both halves of the appliance key where the site needs them, and replaces the pointer; when this returns, it is durable. */
  public void write(Path site, Signer... appliance) {
    AtomicFiles.write(site.resolve(FILE), Envelope.sign(toJson(), appliance).toBytes());
  }

  /** The next pointer: sequence one higher. */
  public RunningPointer next(int running, int previous, List<Integer> admitted, Instant time) {
    return new RunningPointer(sequence + 1, running, previous, admitted, time, root, log);
  }

  /** The same under that site root. */
  public RunningPointer under(SiteRoot inForce) {
    return new RunningPointer(sequence, running, previous, admitted, time, Optional.of(KnownRoot.of(inForce)), log);
  }

  /** The same with what is known of the audit log; if that is nothing, with what it says already. */
  public RunningPointer remembering(Optional<KnownLog> known) {
    return new RunningPointer(sequence, running, previous, admitted, time, root, known.or(() -> log));
  }

  private JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder().put("_type", "running").put("spec_version", "1.0.34").put("sequence", sequence).put("running", running).put("previous", previous)
        .put("admitted", admitted).put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
    root.ifPresent(known -> json.put("root", known.toJson()));
    log.ifPresent(known -> json.put("log", known.toJson()));
    return json.build();
  }

  private static RunningPointer of(JsonObject signed) {
    List<Integer> admitted = new ArrayList<>();
    for (Object item : signed.array("admitted")) {
      admitted.add(item instanceof Long number ? generation(number, 1, signed) : generation(-1, 1, signed));
    }
    if (!signed.string("_type").equals("running") || signed.integer("sequence") < 1) {
      throw invalid(signed);
    }
    int running = generation(signed.integer("running"), 0, signed);
    if (running > 0 && !admitted.contains(running)) {
      throw invalid(signed);
    }
    try {
      return new RunningPointer(signed.integer("sequence"), running, generation(signed.integer("previous"), 0, signed), admitted, Instant.parse(signed.string("time")),
          signed.optionalObject("root").map(KnownRoot::fromJson), signed.optionalObject("log").map(KnownLog::fromJson));
    } catch (DateTimeException e) {
      throw invalid(signed);
    }
  }

  private static int generation(long number, int least, JsonObject signed) {
    if (number < least || number > Integer.MAX_VALUE) {
      throw invalid(signed);
    }
    return (int) number;
  }

  private static RefusedException invalid(JsonObject signed) {
    return new RefusedException(new Refusal("SP-TRUST-0052", "the running pointer is malformed", signed.where(), "restore it from a backup"));
  }
}
