package io.sallyport.operations;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalId;
import java.time.Instant;

/**
 * What has been seen of one signal since the platform started.
 *
 * @param last the value with the newest source time; may be NaN
 * @param time source time of that value
 * @param quality quality of that value
 * @param rate samples per second, over the last ten seconds
 * @param total samples received
 * @param dropped samples that a full queue dropped before a consumer saw them, added up over all consumers
 * @param outOfOrder samples whose source time lay before one received earlier
 * @param nan samples whose value was not a number
 */
public record SignalStatus(SignalId signal, double last, Instant time, Quality quality, double rate, long total, long dropped,
    long outOfOrder, long nan) {
}
