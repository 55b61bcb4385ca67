package io.sallyport.provision.internal.plan;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.site.ExportedRollback;
import io.sallyport.trust.site.Generation;
import io.sallyport.trust.site.Rollback;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.trust.site.SiteRoot;
import java.util.Arrays;

/** Rollbacks to the generation before: made, signed here, carried to who signs elsewhere, judged when they come back. */
public final class Rollbacks {
  /** Largest file of a signed rollback, in bytes. */
  public static final int LARGEST = 32 << 20;

  /**
   * A rollback that holds.
   *
   * @param version of its file
   * @param by who has signed it
   */
  public record Signed(long version, Envelope envelope, int from, int to, SiteRoot.Approver by) {}

  private final Site site;
  private final Approvals approvals;

  public Rollbacks(Site site, Approvals approvals) {
    this.site = site;
    this.approvals = approvals;
  }

  /**
   * As a file for an approver's own machine.
   *
   * @throws RefusedException SP-APPLY-0017 or 0024 if one cannot go back to that generation
   */
  public byte[] export(int to) {
    Generation from = leaving(to);
    return ExportedRollback.write(unsigned(from, to, next()), from, site.repository().root());
  }

  /**
   * Signs as a person whose key is here.
   *
   * @throws RefusedException SP-APPLY-0017 or 0024, or as {@link Approvals#sign}
   */
  public Signed sign(int to, String user, char[] password) {
    Generation from = leaving(to);
    long version = next();
    Envelope envelope = approvals.signRollback(user, password, unsigned(from, to, version));
    return new Signed(version, envelope, from.number(), to, approvals.approver(user));
  }

  /**
   * Judges what comes back signed. The same file counts again if going back failed with it: it still says what is wanted.
   *
   * @throws RefusedException SP-ROLLBACK-0020 not a rollback, 0021 not from what runs, 0022 used or overtaken, 0023 the record is not of who
   *     signed; SP-TRUST-0011 not signed by an approver, 0053 other targets
   */
  public Signed judge(byte[] bytes) {
    String where = "the rollback";
    Envelope envelope = envelope(bytes, where);
    Rollback rollback = read(envelope, where);
    RunningPointer pointer = site.running();
    if (rollback.from() != pointer.running() || rollback.to() != pointer.previous() || rollback.to() == 0) {
      throw refuse("SP-ROLLBACK-0021", "it goes from generation " + rollback.from() + " to " + rollback.to() + "; here " + pointer.running() + " runs, and " + pointer.previous() + " ran before", where,
          "generation:rollback --export again, and have that signed");
    }
    long version = rollback.metadata().version();
    if (version != next() && !isThere(version, envelope)) {
      throw refuse("SP-ROLLBACK-0022", "it has number " + version + ", and the next is " + next(), where, "generation:rollback --export again, and have that signed");
    }
    site.repository().rollback(version, envelope, where);
    if (!Arrays.equals(CanonicalJson.encode(rollback.wish()), CanonicalJson.encode(Rollback.wish(unsigned(leaving(rollback.to()), rollback.to(), version))))) {
      throw refuse("SP-ROLLBACK-0020", "it says something else than what was exported here", where, "have it signed as it was exported");
    }
    SiteRoot.Approver by = rollback.signer(site.repository().root())
        .orElseThrow(() -> refuse("SP-ROLLBACK-0023", "its record is not of the person who has signed it", where, "have it signed with signed-repo site rollback"));
    return new Signed(version, envelope, rollback.from(), rollback.to(), by);
  }

  /** People may bring what was to be signed, or something else that travels. */
  private static Envelope envelope(byte[] bytes, String where) {
    if (Json.parseObject(bytes, where, Limits.bytes(LARGEST)).has("schema")) {
      throw refuse("SP-ROLLBACK-0020", "the file is not signed", where, "have it signed with signed-repo site rollback, and bring what that writes");
    }
    return Envelope.parse(bytes, where, Limits.bytes(LARGEST));
  }

  private static Rollback read(Envelope envelope, String where) {
    if (!envelope.signed().optionalString("_type").orElse("").equals("targets") || envelope.signed().optionalObject("custom").filter(custom -> custom.has("from")).isEmpty()) {
      throw refuse("SP-ROLLBACK-0020", "the file is no signed rollback", where, "have it signed with signed-repo site rollback");
    }
    return Rollback.of(envelope, SignaturePolicy.CLASSICAL);
  }

  private Generation leaving(int to) {
    RunningPointer pointer = site.running();
    int from = pointer.running();
    if (pointer.previous() == 0) {
      throw refuse("SP-APPLY-0017", "there is no generation to go back to", "generation " + from, "see generation:list; plan a new generation instead");
    }
    if (pointer.previous() != to) {
      throw refuse("SP-APPLY-0024", "on one signature one goes back to the generation before only, which is " + pointer.previous(), "generation " + to,
          "generation:plan --like " + to + ", which is approved like any other");
    }
    return site.repository().generation(from);
  }

  private JsonObject unsigned(Generation from, int to, long version) {
    return Rollback.unsigned(site.metadata().header("targets", version), from, site.repository().generation(to));
  }

  private long next() {
    return site.nextRollback();
  }

  private boolean isThere(long version, Envelope envelope) {
    return version == site.repository().highestRollback() && Arrays.equals(site.metadata().read(version, "rollback").toBytes(), envelope.toBytes());
  }
}
