package io.sallyport.audit.internal;

/** Names in the log's directory. */
final class LogFiles {
  static final String CHECKPOINT = "checkpoint";
  static final String KEY = "key";
  static final String WAL = "wal";
  static final String TILES = "tile";
  static final String LOCK = "lock";
  static final String SPOOL_OFFSET = "spool.offset";

  private LogFiles() {}
}
