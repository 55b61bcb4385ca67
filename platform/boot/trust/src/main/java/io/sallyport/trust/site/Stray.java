package io.sallyport.trust.site;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.Text;
import java.nio.file.Path;

/**
 * Something that lies among the appliance's files and is no part of them.
 *
 * @param path where it is
 * @param why it is no part of them
 */
public record Stray(Path path, String why) {
  private static final String NEXT = "nothing reads it; find out who put it there, then move it out";

  /** As it is told: an alarm, never a stop. */
  public Refusal refusal() {
    return new Refusal("SP-TRUST-0121", "a file that is no part of the site's metadata: " + why, Text.shown(path.toString()), NEXT);
  }
}
