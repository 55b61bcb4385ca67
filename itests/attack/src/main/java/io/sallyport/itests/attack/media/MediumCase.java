package io.sallyport.itests.attack.media;

import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Guard;
import java.util.function.Function;

/**
 * A medium that must not come in.
 *
 * @param make takes a good medium and changes one thing
 */
public record MediumCase(Case attack, Function<Workshop, Media> make) {
  static MediumCase of(String name, String threat, String code, Function<Workshop, Media> make) {
    return new MediumCase(new Case(name, threat, Guard.IMPORT, code), make);
  }
}
