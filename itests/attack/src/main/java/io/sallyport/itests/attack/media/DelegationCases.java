package io.sallyport.itests.attack.media;

import static io.sallyport.itests.attack.media.MediumCase.of;

import io.sallyport.itests.appliance.forge.Delegated;
import io.sallyport.itests.appliance.forge.Edition;
import io.sallyport.itests.appliance.forge.NewPackage;
import io.sallyport.itests.appliance.forge.Stranger;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Signer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Partners that the vendor delegates to. */
public final class DelegationCases {
  private static final List<String> OURS = List.of("packages/acme-*/*/*");
  private static final List<String> ALL = List.of("packages/*/*/*");

  private DelegationCases() {}

  public static List<MediumCase> all() {
    return List.of(
        of("partner-outside-its-paths", "a partner releases a package of another name than was delegated", "SP-MEDIUM-0005",
            shop -> shop.edition().delegate(Delegated.to("acme", OURS, 1, Stranger.key()), Workshop.probe()).publish()),
        of("partner-below-its-threshold", "a partner's package signed by one of two keys", "SP-TRUST-0011", shop -> {
          Signer first = Stranger.key();
          return shop.edition().delegate(Delegated.to("acme", OURS, 2, first, Stranger.key()).signedBy(first), partner()).publish();
        }),
        of("partner-key-in-two-spellings", "a partner's one key, written twice, makes its threshold of two", "SP-TRUST-0140", shop -> {
          Signer only = Stranger.key();
          return shop.edition().delegate(Delegated.to("acme", OURS, 2, only).alsoKey(spelled(only)), partner()).publish();
        }),
        of("terminating-delegation-bypassed", "another role releases what a terminating delegation has given to a partner", "SP-MEDIUM-0005",
            shop -> shop.edition().delegate(Delegated.to("acme", OURS, 1, Stranger.key()).ending()).delegate(Delegated.to("evil", ALL, 1, Stranger.key()), partner()).publish()),
        of("partner-replaces-a-release", "a partner signs other content for a package that the vendor has released", "SP-MEDIUM-0005",
            shop -> shop.edition().delegate(Delegated.to("acme", ALL, 1, Stranger.key()), replaced()).publish()),
        of("partner-called-root", "a delegation to a role by the name of a top-level one", "SP-TRUST-0020",
            shop -> shop.edition().delegate(Delegated.to("root", OURS, 1, Stranger.key()), partner()).publish()),
        of("delegations-without-end", "seventy roles to be searched for one name", "SP-TRUST-0032", DelegationCases::many));
  }

  private static io.sallyport.itests.appliance.Media many(Workshop shop) {
    Signer key = Stranger.key();
    Edition edition = shop.edition();
    IntStream.range(0, 70).forEach(i -> edition.delegate(Delegated.to("partner-" + i, ALL, 1, key)));
    return edition.delegate(Delegated.to("last", ALL, 1, key), Workshop.probe()).publish();
  }

  private static NewPackage partner() {
    return new NewPackage("acme-probe", "capability", "1.0.0", Workshop.bundle().header("Sallyport-Package", "acme-probe;version=1.0.0").bytes());
  }

  private static NewPackage replaced() {
    return new NewPackage("predictive-maintenance", "capability", "1.0.0", Workshop.bundle().header("Sallyport-Package", "predictive-maintenance;version=1.0.0").bytes());
  }

  /** The same key with its hexadecimal digits in capitals: another id. */
  private static JsonObject spelled(Signer signer) {
    JsonObject key = signer.key().toJson();
    return key.toBuilder().put("keyval", JsonObject.builder().put("public", key.object("keyval").string("public").toUpperCase(Locale.ROOT)).build()).build();
  }
}
