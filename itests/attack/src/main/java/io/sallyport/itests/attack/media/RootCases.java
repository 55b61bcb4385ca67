package io.sallyport.itests.attack.media;

import static io.sallyport.itests.attack.media.MediumCase.of;

import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.forge.Stranger;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.UnaryOperator;

/** The chain of the vendor's roots. */
public final class RootCases {
  private RootCases() {}

  public static List<MediumCase> all() {
    return List.of(
        of("root-by-new-keys-only", "a root that brings its own keys and is signed by them alone", "SP-TRUST-0011", shop -> {
          List<Signer> own = List.of(Stranger.key(), Stranger.key());
          return shop.released().root(keys("root", own, 2), own).publish();
        }),
        of("root-by-old-keys-only", "a root whose new keys have not signed it", "SP-TRUST-0011",
            shop -> shop.released().root(keys("root", List.of(Stranger.key(), Stranger.key()), 2)).publish()),
        of("root-by-one-key", "a root signed by one of its keys", "SP-TRUST-0011", shop -> shop.released().root(UnaryOperator.identity(), "vendor-root-1").publish()),
        of("root-with-lower-threshold", "a root that one key is enough for, signed by one key", "SP-TRUST-0011",
            shop -> shop.released().root(signed -> threshold(signed, "root", 1), "vendor-root-1").publish()),
        of("root-version-skipped", "a root two versions on in place of the next", "SP-TRUST-0024",
            shop -> rename(shop, shop.released().root(signed -> signed.toBuilder().put("version", signed.integer("version") + 1).build()).publish(), 2, 1)),
        of("root-rollback", "the present root once more, in place of the next", "SP-MEDIUM-0018", shop -> {
          Media medium = shop.released().publish();
          Workshop.write(medium.folder().resolve("metadata/" + (shop.version("root") + 1) + ".root.json"), shop.metadata("root"));
          return medium;
        }),
        of("root-chain-gap", "a root between is missing, and the timestamp is signed with the newest root's key", "SP-TRUST-0011", shop -> {
          Signer own = Stranger.key();
          return rename(shop, shop.released().root(keys("timestamp", List.of(own), 1)).signers("timestamp", own).publish(), 1, 2);
        }),
        of("root-that-hides-development", "the next root, properly signed, without the mark of a development root", "SP-TRUST-0105",
            shop -> shop.released().root(signed -> signed.toBuilder().remove(RootMetadata.DEVELOPMENT).build()).publish()),
        of("root-expired", "a root that has expired", "SP-TRUST-0026", shop -> shop.released().root(signed -> signed.toBuilder().put("expires", "2025-01-01T00:00:00Z").build()).publish()));
  }

  /** The role given to these keys. */
  public static UnaryOperator<JsonObject> keys(String role, List<Signer> signers, int threshold) {
    return signed -> {
      JsonObject.Builder keys = signed.object("keys").toBuilder();
      signers.forEach(signer -> keys.put(signer.key().id(), signer.key().toJson()));
      JsonObject definition = JsonObject.builder().put("keyids", signers.stream().map(signer -> signer.key().id()).toList()).put("threshold", threshold).build();
      return signed.toBuilder().put("keys", keys.build()).put("roles", signed.object("roles").toBuilder().put(role, definition).build()).build();
    };
  }

  private static JsonObject threshold(JsonObject signed, String role, int threshold) {
    JsonObject definition = signed.object("roles").object(role).toBuilder().put("threshold", threshold).build();
    return signed.toBuilder().put("roles", signed.object("roles").toBuilder().put(role, definition).build()).build();
  }

  /** Gives a root another place in the chain; places count from the root that is trusted. */
  private static Media rename(Workshop shop, Media medium, int from, int to) {
    long trusted = shop.version("root");
    try {
      Files.move(medium.folder().resolve("metadata/" + (trusted + from) + ".root.json"), medium.folder().resolve("metadata/" + (trusted + to) + ".root.json"));
      return medium;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
