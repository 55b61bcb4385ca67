package io.sallyport.api.insight;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes insights from capabilities. A service of the platform, one for each bundle that asks; thread-safe; the platform adds who the
 * capability is.
 *
 * <p>An insight lasts until it is raised with {@link Insight#until()}. {@code stop()} ends none: end them there, or go on with them in
 * {@code start()}, also of another version of the package. When the appliance itself starts, nobody has watched for a while, so the platform
 * ends what lasted, as of the evidence's last sample; a capability that goes on with one raises it again as lasting.
 */
@ProviderType
public interface InsightSink {
  /**
   * Stores the insight, or its new state if one with that id is there. Returns after it is stored and audited. Safe to repeat.
   *
   * @throws IllegalStateException if it could not be stored, with the reason; nothing happened then: keep it and try again
   */
  void raise(Insight insight);

  /**
   * This package's insights that it has not ended itself, oldest first: those that last, and those that the platform ended because nobody
   * watched ({@code until} says when). At most 10 000.
   *
   * @throws IllegalStateException if they cannot be read
   */
  List<Insight> lasting();
}
