package io.sallyport.operations.internal.alarm;

import java.time.Instant;

/** That operators were told of an alarm. */
public record Annunciation(String number, Instant time) {
}
