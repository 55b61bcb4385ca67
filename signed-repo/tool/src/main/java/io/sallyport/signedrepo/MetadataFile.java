package io.sallyport.signedrepo;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;

/** A metadata file's bytes with what they hold. */
public record MetadataFile(byte[] bytes, Envelope envelope) {
  public static MetadataFile of(byte[] bytes, String where) {
    return new MetadataFile(bytes, Envelope.parse(bytes, where));
  }

  public static MetadataFile of(Envelope envelope) {
    return new MetadataFile(envelope.toBytes(), envelope);
  }

  public JsonObject signed() {
    return envelope.signed();
  }

  public long version() {
    return signed().integer("version");
  }
}
