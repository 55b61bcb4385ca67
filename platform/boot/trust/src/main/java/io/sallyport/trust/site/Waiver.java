package io.sallyport.trust.site;

import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a higher quorum of the site sets aside, once, for one thing named by its digest or value, with a reason (ADR 0010). Signed like a
 * generation: {@code {"_type": "waiver", "kind", "subject", "to", "reason", "siteRoot"}}.
 *
 * @param kind what is set aside
 * @param subject EXPIRY: SHA-256 of the medium's {@code timestamp.json}; TIME: the floor of time that is too high
 * @param to TIME: the floor of time that is to hold instead
 * @param reason why, for the record
 * @param envelope with its signatures
 */
public record Waiver(Kind kind, String subject, Optional<Instant> to, String reason, Envelope envelope) {
  /** What can be set aside. */
  public enum Kind { EXPIRY, TIME }

  private static final Limits LIMITS = Limits.bytes(1 << 18);
  private static final int LONGEST_REASON = 500;

  /** To be signed: the metadata with that timestamp may be imported although it has expired. */
  public static Waiver ofExpiry(SiteRoot root, String timestampSha256, String reason) {
    return of(root, Kind.EXPIRY, timestampSha256, Optional.empty(), reason);
  }

  /** To be signed: the floor of time is too high. */
  public static Waiver ofTime(SiteRoot root, Instant floor, Instant to, String reason) {
    return of(root, Kind.TIME, floor.toString(), Optional.of(to), reason);
  }

  private static Waiver of(SiteRoot root, Kind kind, String subject, Optional<Instant> to, String reason) {
    JsonObject signed = JsonObject.builder().put("_type", "waiver").put("kind", kind.name()).put("subject", subject).put("to", to.map(Instant::toString)).put("reason", reason)
        .put("siteRoot", Generation.PlannedUnder.toJson(root)).build();
    return of(new Envelope(signed, List.of()));
  }

  /** Reads one; checks its form, not its signatures. @throws RefusedException SP-TRUST-0074, or a JSON refusal */
  public static Waiver read(byte[] bytes, String where) {
    return of(Envelope.parse(bytes, where, LIMITS));
  }

  private static Waiver of(Envelope envelope) {
    JsonObject signed = envelope.signed();
    try {
      String reason = signed.string("reason");
      if (!signed.string("_type").equals("waiver") || reason.isBlank() || reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl)) {
        throw refuse("SP-TRUST-0074", "this is no waiver with a reason of one line", signed.where(), "have it made again");
      }
      return new Waiver(Kind.valueOf(signed.string("kind")), signed.string("subject"), signed.optionalString("to").map(Instant::parse), reason, envelope);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refuse("SP-TRUST-0074", "this is no waiver that is known here", signed.where(), "have it made again");
    }
  }

  /**
   * Checks that it is about this, and signed as the root in force demands of waivers.
   *
   * @throws RefusedException SP-TRUST-0077 if the root allows no waivers or too few people have signed, 0078 if it is about something else
   */
  public void require(SiteRoot root, Kind wanted, String about) {
    String where = "waiver " + sha256();
    if (kind != wanted || !subject.equals(about) || !envelope.signed().object("siteRoot").string("sha256").equals(root.sha256())) {
      throw refuse("SP-TRUST-0078", "the waiver is about something else: " + kind + " of " + subject, where, "have one made for this, under the site root in force");
    }
    ApprovalRule rule = root.waiver().orElseThrow(() -> refuse("SP-TRUST-0077", "the site root allows no waivers", where, "have a root made that says who may give one"));
    List<SiteRoot.Approver> signed = root.approversOf(envelope);
    if (!rule.counts(signed) || !rule.separated(signed)) {
      throw refuse("SP-TRUST-0077", "signed by " + signed.stream().map(SiteRoot.Approver::user).toList() + ", which is not enough for a waiver", where, "have it signed by " + rule);
    }
  }

  /** SHA-256 of what is signed. */
  public String sha256() {
    return Digests.sha256(CanonicalJson.encode(envelope.signed()));
  }

  /** In words, one fact a line. */
  public List<String> lines() {
    return List.of("Waiver       " + (kind == Kind.EXPIRY ? "the medium with timestamp " + subject + " may be imported although it has expired"
        : "the floor of time " + subject + " is too high; " + to.map(Instant::toString).orElse("?") + " is to hold"), "Reason       " + reason, "Digest       " + sha256());
  }

  private static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }
}
