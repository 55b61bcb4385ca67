package io.sallyport.processor;

import java.util.List;

/**
 * A component's configuration.
 *
 * @param pid name of its {@code .cfg} file
 * @param factory whether there is one for each file {@code PID-NAME.cfg}
 * @param name its title
 * @param description one line; may be empty
 */
record Configuration(String pid, boolean factory, String name, String description, List<Attribute> attributes) {
  Configuration {
    attributes = List.copyOf(attributes);
  }
}
