package io.sallyport.audit.internal;

import java.time.Duration;

/**
 * @param segmentBytes size after which a segment of the write-ahead log ends at the next multiple of 256 entries
 * @param checkpointInterval longest time between an entry and the checkpoint that covers it
 */
record LogOptions(long segmentBytes, Duration checkpointInterval) {
  static final LogOptions DEFAULT = new LogOptions(16L << 20, Duration.ofSeconds(1));
}
