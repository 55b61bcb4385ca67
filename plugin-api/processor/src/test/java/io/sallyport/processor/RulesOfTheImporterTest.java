package io.sallyport.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.identity.Roles;
import io.sallyport.trust.site.PackageRef;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The processor knows the rules by heart, because it depends on nothing; here they are held against those of the platform. */
class RulesOfTheImporterTest {
  @Test
  void namesAreTheSame() {
    for (String name : List.of("a", "a-b", "acme-limits", "0", "a".repeat(64), "", "-a", "a-", "A", "a_b", "a.b", "a".repeat(65), "ä", "a b")) {
      assertEquals(PackageRef.ofTarget("packages/" + name + "/1.0.0/package.json").isPresent(), PackageNames.isName(name), name);
    }
  }

  @Test
  void rolesAreTheSame() {
    assertEquals(Set.copyOf(Roles.ALL), Set.copyOf(PackageNames.ROLES));
  }
}
