package io.sallyport.itests.attack.media;

import static io.sallyport.itests.attack.media.MediumCase.of;

import io.sallyport.itests.appliance.Media;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** JSON that two readers could read differently, or that one reader could choke on. */
public final class JsonCases {
  private static final String VERSION = "\"version\": \\d+";

  private JsonCases() {}

  public static List<MediumCase> all() {
    return List.of(
        of("json-key-twice", "a key that occurs twice in the timestamp", "SP-TRUST-0003", timestamp(text -> text.replaceFirst("\\{", "{\"signed\": {},"))),
        of("json-invalid-utf8", "bytes that are no UTF-8", "SP-TRUST-0001", shop -> shop.released().bytes("timestamp", JsonCases::overlong).publish()),
        of("json-nan", "NaN for a version", "SP-TRUST-0002", timestamp(text -> text.replaceAll(VERSION, "\"version\": NaN"))),
        of("json-float", "a version that is no whole number", "SP-TRUST-0007", timestamp(text -> text.replaceAll(VERSION, "\"version\": 5.0"))),
        of("json-version-beyond-64-bits", "a version that no counter holds", "SP-TRUST-0002", timestamp(text -> text.replaceAll(VERSION, "\"version\": 99999999999999999999"))),
        of("json-infinite-number", "a number beyond every double", "SP-TRUST-0002", timestamp(text -> text.replaceAll(VERSION, "\"version\": 1e999"))),
        of("json-negative-version", "a version below one", "SP-TRUST-0020", shop -> shop.released().edit("targets", signed -> signed.toBuilder().put("version", -1L).build()).publish()),
        of("json-deep", "five thousand arrays in each other", "SP-TRUST-0005",
            timestamp(text -> text.replaceFirst("\\{", "{\"x\": " + "[".repeat(5000) + "]".repeat(5000) + ","))),
        of("json-two-documents", "a second document behind the first", "SP-TRUST-0002", timestamp(text -> text + "{}")),
        of("json-lone-surrogate", "half of a character", "SP-TRUST-0002", timestamp(text -> text.replaceFirst("\\{", "{\"\\\\ud800\": 0,"))),
        of("json-huge-label", "a label of two megabytes", "SP-MEDIUM-0003", label(text -> text + " ".repeat(2 << 20))),
        of("json-deep-label", "a label of a hundred thousand arrays", "SP-TRUST-0005", label(text -> "[".repeat(100_000))),
        of("json-other-label", "the label of another kind of medium", "SP-MEDIUM-0001", label(text -> text.replace("sallyport.medium/1", "sallyport.medium/9"))),
        of("json-key-twice-in-descriptor", "a descriptor that names the package twice", "SP-TRUST-0003", descriptor(text -> text.replaceFirst("\\{", "{\"name\": \"gate\","))),
        of("json-deep-descriptor", "a descriptor of two hundred arrays in each other", "SP-TRUST-0005", descriptor(text -> text.replaceFirst("\\{", "{\"x\": " + "[".repeat(200) + "]".repeat(200) + ","))),
        of("json-huge-descriptor", "a descriptor of two megabytes", "SP-VAULT-0004", descriptor(text -> text + " ".repeat(2 << 20))));
  }

  private static java.util.function.Function<Workshop, Media> timestamp(UnaryOperator<String> change) {
    return shop -> shop.released().bytes("timestamp", Workshop.text(change)).publish();
  }

  private static java.util.function.Function<Workshop, Media> descriptor(UnaryOperator<String> change) {
    return shop -> shop.edition().release(Workshop.probe().written(Workshop.text(change))).publish();
  }

  private static java.util.function.Function<Workshop, Media> label(UnaryOperator<String> change) {
    return shop -> {
      Media medium = shop.released().publish();
      Workshop.write(medium.folder().resolve("medium.json"), Workshop.text(change).apply(Workshop.bytes(medium.folder().resolve("medium.json"))));
      return medium;
    };
  }

  /** A slash in two bytes, as it was once used to get past filters. */
  private static byte[] overlong(byte[] bytes) {
    byte[] changed = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\{", "{\"??\": 0,").getBytes(StandardCharsets.UTF_8);
    int at = new String(changed, StandardCharsets.ISO_8859_1).indexOf("??");
    changed[at] = (byte) 0xc0;
    changed[at + 1] = (byte) 0xaf;
    return changed;
  }
}
