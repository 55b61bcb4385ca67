package io.sallyport.operations;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalId;
import java.time.Instant;
import java.util.Optional;

/**
 * What has been seen of one signal since the platform started.
 *
 * @param last the value with the newest source time; may be NaN
 * @param time source time of that value
 * @param quality quality of that value
 * @param rate samples per second, over the last ten seconds
 * @param total samples received
 * @param dropped samples that a full queue dropped before a consumer saw them, added up over all consumers
 * @param outOfOrder samples whose source time lay before one received earlier; of a series ahead, before one of the same issue, and those of an
 *     issue that was made before one received earlier
 * @param nan samples whose value was not a number
 * @param ahead the newest issue, if what came last was one of a series that lies ahead; {@code last} and {@code time} are then of its end
 */
public record SignalStatus(SignalId signal, double last, Instant time, Quality quality, double rate, long total, long dropped,
    long outOfOrder, long nan, Optional<Ahead> ahead) {
  /**
   * The newest issue of a series that lies ahead.
   *
   * @param made when it was made
   * @param from the earliest time that it is for
   * @param first the value for that time; may be NaN
   * @param issues received
   */
  public record Ahead(Instant made, Instant from, double first, long issues) {}
}
