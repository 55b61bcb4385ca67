package io.sallyport.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
  private final ConfigurationReference reference = new ConfigurationReference(House.find());

  @Test
  void thePageIsWhatTheBundlesSay() {
    assertEquals(reference.text(), House.text(reference.page()), "run ConfigurationReference");
  }

  @Test
  void everyPackageWithSettingsIsOnIt() {
    for (String line : List.of("`DATA/site/etc/io.sallyport.connector.opcua.cfg`", "`DATA/site/etc/io.sallyport.capability.predictivemaintenance.cfg`",
        "| `reconnect.max.ms` | int | `15000` | 100 to 600000 | milliseconds |")) {
      assertTrue(reference.text().contains(line), line);
    }
  }
}
