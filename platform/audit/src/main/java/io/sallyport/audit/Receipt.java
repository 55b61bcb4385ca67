package io.sallyport.audit;

import java.time.Instant;

/**
 * An entry is on disk.
 *
 * @param index its place in the log, from 0
 * @param time the time written into it
 */
public record Receipt(long index, Instant time) {}
