package io.sallyport.trust;

import java.util.HexFormat;
import java.util.Objects;

/**
 * One signature of an envelope.
 *
 * @param keyid the id of the key that signed
 * @param sig the signature in hexadecimal, as found; text that is not hexadecimal verifies nothing
 */
public record Signature(String keyid, String sig) {
  public Signature {
    Objects.requireNonNull(keyid, "keyid");
    Objects.requireNonNull(sig, "sig");
  }

  public Signature(String keyid, byte[] sig) {
    this(keyid, HexFormat.of().formatHex(sig));
  }

  /** Signs a message. */
  public static Signature of(Signer signer, byte[] message) {
    return new Signature(signer.key().id(), signer.sign(message));
  }

  public static Signature fromJson(JsonObject json) {
    return new Signature(json.string("keyid"), json.string("sig"));
  }

  public JsonObject toJson() {
    return JsonObject.builder().put("keyid", keyid).put("sig", sig).build();
  }

  /** The signature's bytes; none if {@link #sig} is not hexadecimal. */
  public byte[] bytes() {
    try {
      return HexFormat.of().parseHex(sig);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
