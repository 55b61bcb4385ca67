package io.sallyport.itests.attack.media;

import static io.sallyport.itests.attack.media.MediumCase.of;

import io.sallyport.itests.appliance.Media;
import java.util.List;

/** Texts of a partner's that would change what a person sees at a terminal who is about to approve them: Karaf's own commands print headers as they are. */
public final class TerminalCases {
  private static final String POLICY = "SP-MEDIUM-0014";

  private TerminalCases() {}

  public static List<MediumCase> all() {
    return List.of(
        of("header-clears-the-screen", "a bundle whose name clears the terminal of who lists bundles", POLICY, shop -> header(shop, "Bundle-Name", "probe\u001b[2J\u001b[Happroved")),
        of("header-turns-the-line", "a bundle whose vendor is written from right to left", POLICY, shop -> header(shop, "Bundle-Vendor", "acme\u202edetsurt")),
        of("header-with-an-8-bit-control", "the same by a control sequence of one character", POLICY, shop -> header(shop, "X-Note", "\u009b2J")));
  }

  private static Media header(Workshop shop, String name, String value) {
    return shop.edition().release(Workshop.capability(Workshop.bundle().header(name, value).bytes())).publish();
  }
}
