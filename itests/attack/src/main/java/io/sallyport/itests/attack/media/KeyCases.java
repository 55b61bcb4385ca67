package io.sallyport.itests.attack.media;

import static io.sallyport.itests.attack.media.MediumCase.of;

import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.forge.Delegated;
import io.sallyport.itests.appliance.forge.NewPackage;
import io.sallyport.itests.appliance.forge.Respelled;
import io.sallyport.itests.appliance.forge.Stranger;
import io.sallyport.trust.Signer;
import java.util.List;
import java.util.function.Supplier;

/** One holder of one key who would be counted as two, and keys under which anything verifies. */
public final class KeyCases {
  private static final String ILL_FORMED = "SP-TRUST-0140";
  private static final String TOO_FEW = "SP-TRUST-0011";

  private KeyCases() {}

  public static List<MediumCase> all() {
    return List.of(
        partner("partner-rsa-leading-zero", "a partner's RSA key, once more with a zero before its modulus", ILL_FORMED, Respelled::rsaByLeadingZero),
        partner("partner-rsa-two-exponents", "a partner's RSA modulus under two exponents", TOO_FEW, Respelled::rsaByExponent),
        partner("partner-p256-compressed", "a partner's P-256 key, once more with its point compressed", ILL_FORMED, Respelled::p256ByCompression),
        partner("partner-p256-line-breaks", "a partner's P-256 key, once more with other line breaks", TOO_FEW, Respelled::p256ByLineBreaks),
        partner("partner-neutral-ed25519", "a partner's second key is the neutral point of Ed25519, for which anybody signs", ILL_FORMED,
            () -> List.of(Stranger.key(), Respelled.ed25519Neutral())),
        root("root-rsa-leading-zero", "a root with one RSA key in two forms", ILL_FORMED, Respelled::rsaByLeadingZero),
        root("root-p256-line-breaks", "a root with one P-256 key in two forms", TOO_FEW, Respelled::p256ByLineBreaks));
  }

  /** The delegation asks for two keys. */
  private static MediumCase partner(String name, String threat, String code, Supplier<List<Signer>> keys) {
    return of(name, threat, code, shop -> shop.edition().delegate(Delegated.to("acme", List.of("packages/acme-*/*/*"), 2, keys.get().toArray(Signer[]::new)),
        new NewPackage("acme-probe", "capability", "1.0.0", Workshop.bundle().header("Sallyport-Package", "acme-probe;version=1.0.0").bytes())).publish());
  }

  /** The next root gives targets to two keys, properly signed by the vendor; they release the package. */
  private static MediumCase root(String name, String threat, String code, Supplier<List<Signer>> keys) {
    return of(name, threat, code, shop -> published(shop, keys.get()));
  }

  private static Media published(Workshop shop, List<Signer> keys) {
    return shop.released().root(RootCases.keys("targets", keys, 2)).signers("targets", keys.toArray(Signer[]::new)).publish();
  }
}
