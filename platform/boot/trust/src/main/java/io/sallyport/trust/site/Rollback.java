package io.sallyport.trust.site;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.TargetsMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * An approver's signed wish to go back to the generation before (ADR 0002, {@code N.rollback.json}).
 *
 * @param from the generation left
 * @param to the generation gone back to
 * @param fromSha256 digest of what is signed in the generation left, if the rollback names it
 * @param record the e-signature record, if any
 */
public record Rollback(int from, int to, Optional<String> fromSha256, TargetsMetadata metadata, Optional<JsonObject> record, Envelope envelope) {
  /** What its signature says. */
  public static final String MEANING = "roll back";

  /** Reads one; checks its form, not its signatures. */
  public static Rollback of(Envelope envelope, SignaturePolicy policy) {
    JsonObject custom = envelope.signed().object("custom");
    return new Rollback(Math.toIntExact(custom.integer("from")), Math.toIntExact(custom.integer("to")), custom.optionalString("fromSha256"),
        TargetsMetadata.parse(envelope.signed(), policy), custom.optionalObject("record"), envelope);
  }

  /**
   * What is to be signed, but for the record of who signs it.
   *
   * @param header the common fields of targets metadata, with the version of the rollback file
   * @param from the generation left
   * @param to the generation gone back to
   */
  public static JsonObject unsigned(JsonObject.Builder header, Generation from, Generation to) {
    JsonObject.Builder custom = JsonObject.builder().put("from", from.number()).put("to", to.number()).put("fromSha256", from.sha256());
    if (!to.traffic().isEmpty()) {
      custom.put(TrafficEntry.FIELD, TrafficEntry.toJson(to.traffic()));
    }
    return header.put("targets", to.envelope().signed().object("targets")).put("custom", custom.build()).build();
  }

  /** Signs it as that person, with each half of their key that the root names. @param unsigned what {@link #unsigned} made */
  public static Envelope sign(JsonObject unsigned, PairedSigner signer, SiteRoot root, SiteRoot.Approver person, Instant time) {
    JsonObject custom = unsigned.object("custom");
    JsonObject record = SignedApproval.record(person, MEANING, custom.integer("to"), time).build();
    return Envelope.sign(unsigned.toBuilder().put("custom", custom.toBuilder().put("record", record).build()).build(), signer.halvesOf(root.root().role("targets")));
  }

  /** The approver whom its record names, if that person has signed it in this meaning. */
  public Optional<SiteRoot.Approver> signer(SiteRoot root) {
    List<SiteRoot.Approver> signed = root.approversOf(envelope);
    return record.filter(said -> said.optionalString("meaning").equals(Optional.of(MEANING)) && said.optionalInteger("generation").equals(Optional.of((long) to)))
        .map(SiteRoot.Approver::fromJson).filter(signed::contains);
  }

  /** What is signed without the record and the expiry, which are the signer's and the exporter's. */
  public JsonObject wish() {
    return wish(envelope.signed());
  }

  /** The same of what {@link #unsigned} made. */
  public static JsonObject wish(JsonObject unsigned) {
    return unsigned.toBuilder().put("custom", unsigned.object("custom").toBuilder().remove("record").build()).remove("expires").build();
  }

  /** @throws RefusedException SP-TRUST-0053 if it does not lead from this generation to exactly the targets and the traffic of the one before */
  void require(long version, Generation left, IntFunction<Generation> generations, String where) {
    boolean leads = metadata.version() == version && to == left.base() && fromSha256.map(left.sha256()::equals).orElse(true);
    if (!leads || !names(generations.apply(to))) {
      throw new RefusedException(new Refusal("SP-TRUST-0053", "the rollback does not name exactly the targets of generation " + to, where, "make the rollback again"));
    }
  }

  private boolean names(Generation before) {
    return metadata.targets().equals(before.targets()) && TrafficEntry.of(envelope.signed().object("custom")).equals(before.traffic());
  }
}
