package io.sallyport.audit.internal;

import io.sallyport.trust.ExportPlaces;
import java.nio.file.Path;

/** A log that is told where exports may be written. */
interface ExportableLog {
  /** As {@link io.sallyport.audit.AuditLog#export}. */
  void export(ExportPlaces places, Path directory);
}
