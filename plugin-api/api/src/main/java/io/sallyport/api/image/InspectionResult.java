package io.sallyport.api.image;

import io.sallyport.api.inference.ModelIdentity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What came of an inspection. */
public sealed interface InspectionResult {
  /** What the item is taken for. */
  enum Verdict { ACCEPTED, REJECTED }

  /**
   * A verdict.
   *
   * @param id names this inspection; also the correlation of the model calls behind it
   * @param score how far the worst place is from normal; above the threshold the item is rejected
   * @param x column of the worst place in the picture, in pixels
   * @param y its row
   * @param time when it was inspected, by the appliance's clock
   * @param insight the insight that was raised, if one was
   */
  record Inspected(UUID id, String station, String item, Verdict verdict, double score, double threshold, int x, int y, ModelIdentity model,
      Instant time, Optional<UUID> insight) implements InspectionResult {}

  /** Why there is no verdict. */
  enum Reason {
    /** There is no such station. */
    STATION,
    /** The picture cannot be judged: another one is needed. */
    PICTURE,
    /** The picture has too many bytes or pixels. */
    TOO_LARGE,
    /** The appliance cannot judge it now: the same picture may pass later. */
    UNAVAILABLE
  }

  /**
   * No verdict.
   *
   * @param code stable, such as {@code SP-VISION-0003}
   * @param what what was wrong
   * @param next what to do
   */
  record Refused(Reason reason, String code, String what, String next) implements InspectionResult {}
}
