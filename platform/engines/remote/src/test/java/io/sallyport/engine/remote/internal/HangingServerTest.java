package io.sallyport.engine.remote.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.check.CheckResult;
import io.sallyport.inference.engine.DeadlineException;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.RemoteFailure;
import io.sallyport.inference.engine.RemoteModel;
import io.sallyport.inference.internal.Served;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server that takes what it is sent and does not answer. */
class HangingServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  @TempDir Path data;
  private FaultServer server;
  private Site site;

  @BeforeEach
  void start() {
    server = new FaultServer(0);
    site = new Site(data).set("timeout_ms", (int) LIMIT.toMillis());
    configure();
  }

  private void configure() {
    site.configure("http://127.0.0.1:" + server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static long until() {
    return System.nanoTime() + LIMIT.toNanos();
  }

  private Served served() {
    return new Served(site.model(), Site.inputs(1, 2, 3), Map.of("y", List.of(2.0, 4.0, 6.0)), LIMIT, site.log());
  }

  /** The version's time and the conduit's are the same, as they usually are: the call's ends first. */
  @Test
  void afterThreeCallsWithoutAnAnswerItIsLostAndComesBackWhenItAnswers() {
    try (Served served = served()) {
      assertTrue(served.prove().stream().allMatch(CheckResult::passed));
      LoadedModel model = served.model();
      server.fault = (exchange, values) -> server.hang();
      for (int i = 0; i < 3; i++) {
        assertTrue(model.trouble().isEmpty());
        assertThrows(DeadlineException.class, () -> model.run(Site.inputs(1, 2, 3), until()));
      }
      assertEquals("SP-MODEL-0059", model.trouble().orElseThrow().code());
      server.fault = null;
      await(() -> model.trouble().isEmpty());
      assertEquals(2, model.run(Site.inputs(1, 2, 3), until()).get("y").floats().get(0));
    }
  }

  /** The negative twin. */
  @Test
  void callersWithoutPatienceDoNotMakeItLost() {
    try (Served served = served()) {
      served.prove();
      server.fault = (exchange, values) -> server.hang();
      for (int i = 0; i < 6; i++) {
        assertThrows(DeadlineException.class, () -> served.model().run(Site.inputs(1, 2, 3), System.nanoTime() + LIMIT.toNanos() / 10));
      }
      assertTrue(served.model().trouble().isEmpty());
    }
  }

  @Test
  void whatNobodyWaitsForMayTakeAsLongAsTheSiteAllows() {
    RemoteModel model = site.model();
    assertEquals(LoadedModel.PATIENCE, model.patience());
    site.set("timeout_ms", 90_000);
    configure();
    assertEquals(Duration.ofSeconds(90), model.patience());
  }

  /** After a start with a long {@code timeout.ms}, patience ends before the conduit's: that is a refusal to be tried again after, not an accident. */
  @Test
  void aServerThatHangsWhileItIsProvedIsRefusedInGoodOrder() {
    site.set("timeout_ms", 90_000);
    configure();
    server.mute = true;
    RemoteModel model = site.model();
    RefusedException refused = assertThrows(RefusedException.class, () -> model.verify(Duration.ofMillis(300)));
    assertEquals("SP-MODEL-0059", refused.refusal().code());
    server.mute = false;
    model.verify(Duration.ofSeconds(20));
  }

  /** It is the server that is to be spared, whichever model asks. */
  @Test
  void modelsOfOneConduitShareItsCalls() throws Exception {
    site.set("calls_max", 1).set("timeout_ms", 20_000);
    configure();
    RemoteModel one = site.model();
    RemoteModel other = site.model();
    one.verify(one.patience());
    other.verify(other.patience());
    server.fault = (exchange, values) -> server.hang();
    CompletableFuture<Void> hanging = CompletableFuture.runAsync(() -> one.run(Site.inputs(1, 2, 3), System.nanoTime() + TimeUnit.SECONDS.toNanos(3)));
    await(() -> server.calls.get() == 1);
    RemoteFailure busy = assertThrows(RemoteFailure.class, () -> other.run(Site.inputs(1, 2, 3), System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200)));
    assertEquals(RemoteFailure.Kind.BUSY, busy.kind());
    assertEquals(1, server.calls.get(), "the server was not asked");
    assertTrue(assertThrows(Exception.class, () -> hanging.get(20, TimeUnit.SECONDS)).getCause() instanceof DeadlineException);
    server.fault = null;
    assertEquals(2, other.run(Site.inputs(1, 2, 3), System.nanoTime() + TimeUnit.SECONDS.toNanos(20)).get("y").floats().get(0));
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it did not happen");
      Thread.onSpinWait();
    }
  }
}
