package io.sallyport.api.insight;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a capability concluded about an asset.
 *
 * @param id unique; the same insight raised again with another state keeps it
 * @param capability name of the package that raised it
 * @param from source time at which the condition began
 * @param until source time at which it ended, empty while it lasts
 * @param correlation as in the inference calls behind it
 */
public record Insight(UUID id, String capability, String asset, Severity severity, String title, Instant from, Optional<Instant> until,
    Evidence evidence, String correlation) {
}
