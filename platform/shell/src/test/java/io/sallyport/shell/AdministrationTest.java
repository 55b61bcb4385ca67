package io.sallyport.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.audit.Actor;
import io.sallyport.audit.OfflineAudit;
import io.sallyport.identity.OfflineIdentity;
import io.sallyport.identity.Realm;
import io.sallyport.identity.User;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real realm and log. */
class AdministrationTest {
  @TempDir Path data;

  @Test
  void whoeverWasDisabledActsNoMoreThoughTheirSessionIsOpen() {
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      Realm realm = OfflineIdentity.open(data, audit.log()).realm();
      realm.enrol(new User("ada", "Ada Lindqvist", Set.of("admin", "operator")), "a good password".toCharArray());
      assertEquals(new Actor.Person("ada", "admin"), Administration.actor(realm, "ada"));
      realm.disable("ada", "commissioning");
      for (String id : new String[] {"ada", "nobody-known"}) {
        RefusedException refused = assertThrows(RefusedException.class, () -> Administration.actor(realm, id));
        assertEquals("SP-SHELL-0004", refused.refusal().code());
      }
    }
  }
}
