package io.sallyport.itests.appliance.forge;

import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Signer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A role that the vendor's targets delegate to, as a partner's.
 *
 * @param paths patterns of the names that it may sign for
 * @param keys as the delegation writes them, by the id that it gives them
 * @param signers who sign its metadata
 * @param targets what it vouches for
 */
public record Delegated(String name, List<String> paths, boolean terminating, int threshold, Map<String, JsonObject> keys, List<Signer> signers, JsonObject targets) {
  public Delegated {
    keys = new LinkedHashMap<>(keys);
    signers = List.copyOf(signers);
  }

  /** A role of these keys, signed by all of them. */
  public static Delegated to(String name, List<String> paths, int threshold, Signer... keys) {
    Map<String, JsonObject> written = new LinkedHashMap<>();
    for (Signer key : keys) {
      written.put(key.key().id(), key.key().toJson());
    }
    return new Delegated(name, paths, false, threshold, written, List.of(keys), JsonObject.builder().build());
  }

  /** The same, and no role after it is asked for these names. */
  public Delegated ending() {
    return new Delegated(name, paths, true, threshold, keys, signers, targets);
  }

  /** The same, signed by others. */
  public Delegated signedBy(Signer... others) {
    return new Delegated(name, paths, terminating, threshold, keys, List.of(others), targets);
  }

  /** The same with one more key, of any spelling, under the id that this spelling has. */
  public Delegated alsoKey(JsonObject key) {
    Map<String, JsonObject> more = new LinkedHashMap<>(keys);
    more.put(Digests.sha256(CanonicalJson.encode(key)), key);
    return new Delegated(name, paths, terminating, threshold, more, signers, targets);
  }

  Delegated with(JsonObject vouched) {
    return new Delegated(name, paths, terminating, threshold, keys, signers, vouched);
  }

  /** Writes its metadata: each key's signature under every id that the key has. */
  JsonObject write(MetadataFolder metadata) {
    JsonObject signed = JsonObject.builder().put("_type", "targets").put("spec_version", "1.0.34").put("version", 1).put("expires", "2040-01-01T00:00:00Z").put("targets", targets).build();
    Envelope envelope = Envelope.sign(signed, signers.toArray(Signer[]::new));
    if (signers.size() == 1) {
      for (String id : keys.keySet()) {
        envelope = envelope.with(new io.sallyport.trust.Signature(id, signers.get(0).sign(envelope.canonicalBytes())));
      }
    }
    return metadata.write(name, 1, envelope.toBytes());
  }

  static JsonObject all(List<Delegated> roles) {
    JsonObject.Builder keys = JsonObject.builder();
    roles.forEach(role -> role.keys().forEach(keys::put));
    List<JsonObject> list = roles.stream().map(role -> JsonObject.builder().put("name", role.name()).put("keyids", List.copyOf(role.keys().keySet()))
        .put("threshold", role.threshold()).put("paths", role.paths()).put("terminating", role.terminating()).build()).toList();
    return JsonObject.builder().put("keys", keys.build()).put("roles", list).build();
  }
}
