package io.sallyport.api.image;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Inspects pictures. A capability registers one as a service beside its {@link io.sallyport.api.lifecycle.Plugin}, no servlet; the platform hands
 * pictures to it. Thread-safe; called on threads of the platform, several at once.
 *
 * <p>Two versions are registered during a swap: the one that is not started has no stations, and the platform asks only one that has.
 */
@ConsumerType
public interface ImageInspector {
  /** Names of the stations that it serves now: letters, digits, dots, hyphens and underscores. Empty while the plugin is not started. */
  Set<String> stations();

  /** Inspects one picture. Blocks until the result is there, with what it leads to stored. A bad picture is refused, not thrown. */
  InspectionResult inspect(InspectionRequest request);

  /**
   * A picture of an earlier inspection, as a PNG.
   *
   * @return empty if there is no such inspection, or its pictures are not kept or no longer
   * @throws IllegalStateException if it cannot be read, with the reason
   */
  Optional<byte[]> picture(String station, UUID inspection, PictureView view);
}
