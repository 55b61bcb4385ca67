package io.sallyport.audit.internal;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How far the spool has been read.
 *
 * @param offset bytes of the spool that are in the log
 * @param size entries of the log when this was written: a later entry may tell of a later offset
 * @param retiring whether the spool so far is being put aside: the offset is then one of {@code refusals.spool.old}
 */
record SpoolOffset(long offset, long size, boolean retiring) {
  static SpoolOffset read(Path file) {
    try {
      if (!Files.exists(file)) {
        return new SpoolOffset(0, 0, false);
      }
      JsonObject json = Json.parseObject(Files.readAllBytes(file), file.toString());
      return new SpoolOffset(json.integer("offset"), json.integer("size"), json.optionalBool("retiring").orElse(false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Path file) {
    AtomicFiles.write(file, Json.write(JsonObject.builder().put("offset", offset).put("size", size).put("retiring", retiring).build()));
  }
}
