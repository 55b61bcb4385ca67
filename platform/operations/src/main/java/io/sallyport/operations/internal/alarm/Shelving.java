package io.sallyport.operations.internal.alarm;

import java.time.Instant;

/** Until when, by the appliance's clock, and why an alarm is shelved. */
public record Shelving(Instant until, String reason) {
}
