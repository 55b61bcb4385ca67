package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A stretch of time in which the asset is not normal, as known so far.
 *
 * @param from source time of the newest row of the first window above the threshold
 * @param until source time of the newest row of the first calm window after it, empty while it lasts
 * @param peak the window with the highest score in thresholds
 */
record Episode(UUID id, Severity severity, Instant from, Optional<Instant> until, Score peak) {
}
