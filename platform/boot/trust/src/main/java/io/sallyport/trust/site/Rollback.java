package io.sallyport.trust.site;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.TargetsMetadata;
import java.util.Optional;

/**
 * An approver's signed wish to go back to the generation before (ADR 0002, {@code N.rollback.json}).
 *
 * @param from the generation left
 * @param to the generation gone back to
 * @param record the e-signature record, if any
 */
public record Rollback(int from, int to, TargetsMetadata metadata, Optional<JsonObject> record, Envelope envelope) {
  static Rollback of(Envelope envelope, SignaturePolicy policy) {
    JsonObject custom = envelope.signed().object("custom");
    return new Rollback(Math.toIntExact(custom.integer("from")), Math.toIntExact(custom.integer("to")), TargetsMetadata.parse(envelope.signed(), policy), custom.optionalObject("record"), envelope);
  }
}
