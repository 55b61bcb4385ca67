package io.sallyport.http.internal.area;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.identity.OfflineIdentity;
import io.sallyport.provision.Generations;
import io.sallyport.provision.ProvisionStatus;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {
  @TempDir
  Path data;
  private long now = Long.MAX_VALUE - 100; // a ticker may begin anywhere
  private boolean up = true;
  private int asked;

  private Generations generations() {
    return (Generations) Proxy.newProxyInstance(ReadinessTest.class.getClassLoader(), new Class<?>[] {Generations.class}, (proxy, method, arguments) -> {
      asked++;
      return new ProvisionStatus(up, 1, 0, Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());
    });
  }

  @Test
  void whoeverAsksOftenCostsNoMoreThanWhoAsksFourTimesASecond() {
    Readiness readiness = new Readiness(OfflineIdentity.open(data, new MemoryAuditLog()).tokens(), () -> now);
    assertFalse(readiness.isReady(), "the platform is not there yet");
    readiness.setGenerations(generations());
    for (int i = 0; i < 1_000; i++) {
      assertTrue(readiness.isReady());
    }
    assertEquals(1, asked);
    up = false;
    now += 249_000_000L;
    assertTrue(readiness.isReady());
    now += 1_000_000L;
    assertFalse(readiness.isReady(), "a quarter of a second later it is seen");
    assertEquals(2, asked);
    up = true;
    readiness.setGenerations(generations());
    assertTrue(readiness.isReady(), "another one is asked at once");
  }
}
