package io.sallyport.vault.advisory;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import java.util.List;

/**
 * One file of advisories: OSV records, or a CycloneDX document with {@code vulnerabilities} (VEX).
 *
 * @param records vulnerabilities of components
 * @param assessments what the vendor says of some
 */
public record AdvisoryFile(List<Advisory> records, List<Assessment> assessments) {
  public AdvisoryFile {
    records = List.copyOf(records);
    assessments = List.copyOf(assessments);
  }

  /**
   * Reads a file of either format.
   *
   * @throws io.sallyport.trust.RefusedException SP-MEDIUM-0040 if it is neither, SP-TRUST if it is no JSON
   */
  public static AdvisoryFile parse(byte[] bytes, String where) {
    boolean cycloneDx = Json.parse(bytes, where, new Limits(Advisory.LARGEST, Advisory.DEEPEST)) instanceof JsonObject json && json.has("bomFormat");
    return cycloneDx ? new Vex(Json.parseObject(bytes, where, new Limits(Advisory.LARGEST, Advisory.DEEPEST)), where).read() : new AdvisoryFile(Advisory.parse(bytes, where), List.of());
  }
}
