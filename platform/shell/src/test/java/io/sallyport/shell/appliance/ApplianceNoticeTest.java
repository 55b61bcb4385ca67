package io.sallyport.shell.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.provision.ProvisionStatus;
import io.sallyport.trust.RootMetadata;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplianceNoticeTest {
  @Test
  void aHealthyApplianceOfAProductionRootSaysNothing() {
    assertEquals(List.of(), ApplianceNotice.notices(RootMetadata.Purpose.PRODUCTION, status(true, List.of(), List.of())));
  }

  @Test
  void aDevelopmentRootComesFirst() {
    List<String> notices = ApplianceNotice.notices(RootMetadata.Purpose.DEVELOPMENT, status(false, List.of("SP-GATE-0012: another root"), List.of("SP-AUDIT-0020: shorter")));
    assertTrue(notices.get(0).startsWith("! DEVELOPMENT ROOT"), notices::toString);
    assertEquals(List.of("! NOT READY; see appliance:status", "! SP-GATE-0012: another root", "ALARM SP-AUDIT-0020: shorter"), notices.subList(1, notices.size()));
  }

  private static ProvisionStatus status(boolean ready, List<String> problems, List<String> alarms) {
    return new ProvisionStatus(ready, 0, 0, Optional.empty(), List.of(), problems, alarms, Optional.empty());
  }
}
