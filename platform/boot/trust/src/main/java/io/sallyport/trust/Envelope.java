package io.sallyport.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Signed JSON: {@code {"signatures": […], "signed": {…}}} (TUF 1.0.34 section 4.2.1). Parsing checks the form only; who signed is
 * {@link Role#requireThreshold}'s business.
 */
public record Envelope(JsonObject signed, List<Signature> signatures) {
  public Envelope {
    Objects.requireNonNull(signed, "signed");
    signatures = List.copyOf(signatures);
  }

  /** @throws RefusedException SP-TRUST-0001 to 0006 for anything but a well-formed envelope, 0061 if a keyid signs twice */
  public static Envelope parse(byte[] bytes, String where) {
    return parse(bytes, where, Limits.DEFAULT);
  }

  public static Envelope parse(byte[] bytes, String where, Limits limits) {
    JsonObject json = Json.parseObject(bytes, where, limits);
    List<Signature> signatures = json.objects("signatures").stream().map(Signature::fromJson).toList();
    if (signatures.stream().map(Signature::keyid).distinct().count() != signatures.size()) {
      throw Refusals.refuse("SP-TRUST-0061", "a key has more than one signature", where, "do not use this copy; tell the publisher");
    }
    return new Envelope(json.object("signed").at(where), signatures);
  }

  /** Signs with every signer, in order. */
  public static Envelope sign(JsonObject signed, Signer... signers) {
    Envelope envelope = new Envelope(signed, List.of());
    for (Signer signer : signers) {
      envelope = envelope.with(signer);
    }
    return envelope;
  }

  /** The bytes that signatures are over. */
  public byte[] canonicalBytes() {
    return CanonicalJson.encode(signed);
  }

  /** The envelope as a file: indented JSON. */
  public byte[] toBytes() {
    return Json.pretty(toJson()).getBytes(StandardCharsets.UTF_8);
  }

  public JsonObject toJson() {
    return JsonObject.builder().put("signatures", signatures.stream().map(Signature::toJson).toList()).put("signed", signed).build();
  }

  /** Adds a signature; one of the same keyid is replaced. */
  public Envelope with(Signature signature) {
    List<Signature> all = new ArrayList<>(signatures);
    all.removeIf(s -> s.keyid().equals(signature.keyid()));
    all.add(signature);
    return new Envelope(signed, all);
  }

  /** Adds the signer's signature. */
  public Envelope with(Signer signer) {
    return with(Signature.of(signer, canonicalBytes()));
  }
}
