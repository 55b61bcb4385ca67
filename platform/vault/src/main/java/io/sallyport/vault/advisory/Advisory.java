package io.sallyport.vault.advisory;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One known vulnerability (OSV record, or one of a CycloneDX VEX).
 *
 * @param id its identifier
 * @param aliases other identifiers of the same
 * @param modified when the record was last changed
 * @param severity {@code CRITICAL HIGH MODERATE LOW} where the record says so, else a CVSS vector, else {@code unknown}
 * @param summary one line
 * @param affected components and versions
 */
public record Advisory(String id, List<String> aliases, Instant modified, String severity, String summary, List<Affected> affected) {
  /** Largest file of advisories, in bytes. */
  public static final int LARGEST = 16 << 20;
  static final int DEEPEST = 32;
  private static final Pattern TARGET = Pattern.compile("advisories/[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}\\.json");
  private static final int LONGEST = 200;

  public Advisory {
    aliases = List.copyOf(aliases);
    affected = List.copyOf(affected);
  }

  /** Whether a target is a file of advisories: {@code advisories/NAME.json}. */
  public static boolean isTarget(String path) {
    return TARGET.matcher(path).matches();
  }

  /**
   * Reads a file: one OSV record, or a JSON array of them. Withdrawn records are left out.
   *
   * @param where names the file in refusals
   * @throws RefusedException SP-MEDIUM-0040 if it is no such file, SP-TRUST if it is no JSON
   */
  public static List<Advisory> parse(byte[] bytes, String where) {
    Object value = Json.parse(bytes, where, new Limits(LARGEST, DEEPEST));
    List<?> records = value instanceof List<?> list ? list : List.of(value == null ? "" : value);
    List<Advisory> advisories = new ArrayList<>();
    for (Object record : records) {
      if (!(record instanceof JsonObject json)) {
        throw refuse("a record is no JSON object", where);
      }
      of(json.at(where), where).ifPresent(advisories::add);
    }
    return advisories;
  }

  private static Optional<Advisory> of(JsonObject json, String where) {
    try {
      String id = line(json.string("id"));
      List<Affected> affected = new ArrayList<>();
      for (JsonObject item : json.has("affected") ? json.objects("affected") : List.<JsonObject>of()) {
        Affected.of(item).ifPresent(affected::add);
      }
      return json.has("withdrawn") ? Optional.empty()
          : Optional.of(new Advisory(id, json.has("aliases") ? json.strings("aliases").stream().map(Advisory::line).toList() : List.of(), Instant.parse(json.string("modified")), severity(json),
              line(json.optionalString("summary").or(() -> json.optionalString("details")).orElse("")), affected));
    } catch (DateTimeException e) {
      throw refuse("\"modified\" is no time", where);
    } catch (RefusedException e) {
      throw refuse(e.refusal().what() + " (" + e.refusal().where() + ")", where);
    }
  }

  private static String severity(JsonObject json) {
    Optional<String> word = json.optionalObject("database_specific").flatMap(specific -> specific.optionalString("severity"));
    Optional<String> vector = json.has("severity") ? json.objects("severity").stream().findFirst().map(severity -> severity.string("score")) : Optional.empty();
    return line(word.or(() -> vector).orElse("unknown"));
  }

  /** What is shown on consoles and signed in plans is one line without control characters. */
  static String line(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
  }

  static RefusedException refuse(String what, String where) {
    return new RefusedException(new Refusal("SP-MEDIUM-0040", "a file of advisories that is neither in the format of OSV nor CycloneDX VEX: " + what, where, "ask the vendor for a correct one"));
  }
}
