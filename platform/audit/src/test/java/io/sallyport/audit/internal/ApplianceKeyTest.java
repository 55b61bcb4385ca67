package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.trust.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplianceKeyTest {
  @TempDir Path data;

  @Test
  void isMadeOnceAndPrivate() throws Exception {
    Path keys = data.resolve("keys");
    String id = ApplianceKeyFile.in(keys).signer().key().id();
    assertEquals(id, ApplianceKeyFile.in(keys).signer().key().id());
    for (String file : new String[] {"appliance.p12", "appliance.pass"}) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve(file))));
    }
    Files.delete(keys.resolve("appliance.pass"));
    assertEquals("SP-AUDIT-0011", assertThrows(RefusedException.class, () -> ApplianceKeyFile.in(keys)).refusal().code());
  }

  @Test
  void aCrashAfterThePasswordIsNoProblem() throws Exception {
    Path keys = data.resolve("keys");
    ApplianceKeyFile.in(keys);
    Files.delete(keys.resolve("appliance.p12"));
    String made = ApplianceKeyFile.in(keys).signer().key().id();
    assertEquals(made, ApplianceKeyFile.in(keys).signer().key().id());
  }
}
