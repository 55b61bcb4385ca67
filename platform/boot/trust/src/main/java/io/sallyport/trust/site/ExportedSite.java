package io.sallyport.trust.site;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people need to make the next site root away from the appliance: {@code {"schema": "sallyport.site/1", "root", "appliance",
 * "generations": [{"number", "sha256"}]}} with the root in force, the appliance's public key and every generation that may still run.
 *
 * @param root the root in force, with its signatures
 * @param appliance its public key; with an ML-DSA-87 half if the next root is to need one
 * @param generations digest of their signed bytes by number
 */
public record ExportedSite(Envelope root, PairedKey appliance, Map<Integer, String> generations) {
  private static final String SCHEMA = "sallyport.site/1";

  public ExportedSite {
    generations = Collections.unmodifiableMap(new TreeMap<>(generations));
  }

  public byte[] write() {
    return Json.pretty(JsonObject.builder().put("schema", SCHEMA).put("root", root.toJson()).put("appliance", appliance.toJson()).put("generations", generations.entrySet().stream()
        .map(generation -> JsonObject.builder().put("number", generation.getKey()).put("sha256", generation.getValue()).build()).toList()).build()).getBytes(StandardCharsets.UTF_8);
  }

  /** @throws RefusedException SP-PLAN-0016 if it is another file */
  public static ExportedSite read(byte[] bytes, String where) {
    JsonObject json = Json.parseObject(bytes, where);
    if (!json.optionalString("schema").orElse("").equals(SCHEMA)) {
      throw new RefusedException(new Refusal("SP-PLAN-0016", "the file is not an exported site", where, "make it with appliance:export-site"));
    }
    Map<Integer, String> generations = new TreeMap<>();
    json.objects("generations").forEach(generation -> generations.put(Math.toIntExact(generation.integer("number")), generation.string("sha256")));
    return new ExportedSite(Envelope.parse(Json.write(json.object("root")), where), PairedKey.fromJson(json.object("appliance")), generations);
  }

  /**
   * The root in force.
   *
   * @throws RefusedException SP-TRUST-0011 or 0050 if it is not signed as it demands
   */
  public SiteRoot inForce(String where) {
    return SiteRoot.selfSigned(root.toBytes(), where);
  }
}
