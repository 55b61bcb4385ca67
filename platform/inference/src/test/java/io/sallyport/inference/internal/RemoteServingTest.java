package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.inference.engine.DeadlineException;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.RemoteFailure;
import io.sallyport.inference.engine.RemoteFailure.Kind;
import io.sallyport.inference.engine.RemoteModel;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.PackageKind;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers reach a model that runs elsewhere only while it is proved. */
class RemoteServingTest {
  private static final TensorSpec X = new TensorSpec("x", DataType.FP32, Shape.of(1, 1));
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Map<String, Tensor> ONE = Map.of("x", Tensor.ofFloats(Shape.of(1, 1), new float[] {1}));

  /** Doubles, unless told otherwise. */
  private static final class Remote implements RemoteModel {
    volatile Optional<Refusal> metadata = Optional.empty();
    volatile Optional<Kind> failing = Optional.empty();
    volatile boolean hanging;
    volatile float factor = 2;
    volatile int runs;

    @Override
    public void configured() {}

    @Override
    public Duration patience() {
      return PATIENCE;
    }

    @Override
    public void verify(Duration patience) {
      metadata.ifPresent(refusal -> {
        throw new RefusedException(refusal);
      });
    }

    @Override
    public synchronized Map<String, Tensor> run(Map<String, Tensor> inputs, long until) {
      runs++;
      if (hanging) {
        throw new DeadlineException("it hangs");
      }
      failing.ifPresent(kind -> {
        throw new RemoteFailure(kind, new Refusal("SP-MODEL-0058", "it is away", "edge-2", "wait"));
      });
      return Map.of("y", Tensor.ofFloats(Shape.of(1, 1), new float[] {factor * inputs.get("x").floats().get(0)}));
    }

    @Override
    public String path() {
      return "conduit edge-2";
    }

    @Override
    public boolean isFreed() {
      return false;
    }

    @Override
    public void close() {}
  }

  private volatile boolean full;
  private final List<AuditEntry> recorded = Collections.synchronizedList(new ArrayList<>());
  private final Reproofs reproofs = new Reproofs(log(), Duration.ofMillis(5));
  private final Remote remote = new Remote();
  private final RemoteServing serving = new RemoteServing(new PackageVersion("doubler", PackageKind.MODEL, "1.0.0", "ab".repeat(32)), remote,
      new GoldenSet(1e-4, List.of(new GoldenVector("", Map.of("x", Tensor.ofFloats(X.shape(), new float[] {3})), Map.of("y", List.of(6.0))))), reproofs, LIMIT);

  @AfterEach
  void stop() {
    reproofs.close();
  }

  @Test
  void nobodyIsLetInBeforeItIsProved() {
    refused("SP-MODEL-0065");
    assertEquals(0, remote.runs);
    assertTrue(serving.prove().stream().allMatch(CheckResult::passed));
    assertEquals(2, serving.run(ONE).get("y").floats().get(0));
    assertEquals(Optional.empty(), serving.trouble());
  }

  /** DESIGN 7: what cannot be recorded does not happen, so nothing leaves. */
  @Test
  void whatCannotBeRecordedIsNotSent() {
    serving.prove();
    int before = remote.runs;
    full = true;
    assertThrows(RefusedException.class, () -> serving.run(ONE));
    assertEquals(before, remote.runs);
    full = false;
    serving.run(ONE);
    AuditEntry sent = recorded.get(recorded.size() - 1);
    assertEquals("inference.sent", sent.type());
    assertEquals(Optional.of("remote, conduit edge-2"), sent.reason());
    assertEquals("model/doubler/1.0.0", sent.object());
  }

  @Test
  void otherAnswersThanTheGoldenOnesAreNoProof() {
    remote.factor = 2.001f;
    List<CheckResult> results = serving.prove();
    assertEquals(List.of(true, false), results.stream().map(CheckResult::passed).toList());
    refused("SP-MODEL-0064");
  }

  /** Nor is it said to have given another. */
  @Test
  void noAnswerIsNoProof() {
    remote.failing = Optional.of(Kind.LOST);
    assertEquals(List.of(true, false), serving.prove().stream().map(CheckResult::passed).toList());
    refused("SP-MODEL-0058");
    remote.hanging = true;
    serving.prove();
    refused("SP-MODEL-0059");
  }

  @Test
  void anotherSignatureIsNoProof() {
    remote.metadata = Optional.of(new Refusal("SP-MODEL-0062", "other inputs", "edge-2", "load the declared one"));
    assertEquals(List.of(false), serving.prove().stream().map(CheckResult::passed).toList());
    refused("SP-MODEL-0062");
    assertEquals(0, remote.runs);
  }

  private void refused(String code) {
    assertEquals(code, assertThrows(EngineException.class, () -> serving.run(ONE)).refusal().orElseThrow().code());
  }

  /** It comes back only after metadata and golden vectors agree again: another model in its place is kept out. */
  @Test
  void afterALossItIsProvedAgainAndOnlyThenServes() throws Exception {
    serving.prove();
    remote.factor = 3;
    remote.failing = Optional.of(Kind.LOST);
    assertThrows(RemoteFailure.class, () -> serving.run(ONE));
    int before = remote.runs;
    refused("SP-MODEL-0058");
    remote.failing = Optional.empty();
    await(() -> serving.trouble().filter(trouble -> trouble.code().equals("SP-MODEL-0064")).isPresent());
    assertTrue(remote.runs > before);
    refused("SP-MODEL-0064");
    remote.factor = 2;
    await(() -> serving.trouble().isEmpty());
    assertEquals(2, serving.run(ONE).get("y").floats().get(0));
    await(() -> recorded.stream().anyMatch(entry -> entry.type().equals("model.restored")));
    List<AuditEntry> told = recorded.stream().filter(entry -> !entry.type().equals("inference.sent")).toList();
    assertEquals(List.of("model.lost", "model.restored"), told.stream().map(AuditEntry::type).toList());
    assertEquals(Optional.of("SP-MODEL-0058"), told.get(0).code());
  }

  @Test
  void threeFailuresInARowAreALossAndOneIsNot() {
    serving.prove();
    for (int round = 0; round < 3; round++) {
      remote.failing = Optional.of(Kind.FAILED);
      assertThrows(RemoteFailure.class, () -> serving.run(ONE));
      assertThrows(RemoteFailure.class, () -> serving.run(ONE));
      remote.failing = Optional.empty();
      serving.run(ONE);
    }
    remote.failing = Optional.of(Kind.BUSY);
    for (int i = 0; i < 5; i++) {
      assertThrows(RemoteFailure.class, () -> serving.run(ONE));
    }
    assertEquals(Optional.empty(), serving.trouble());
    remote.failing = Optional.of(Kind.FAILED);
    for (int i = 0; i < 3; i++) {
      assertThrows(RemoteFailure.class, () -> serving.run(ONE));
    }
    assertTrue(serving.trouble().isPresent());
  }

  /** With the usual times the call's own limit ends before the conduit's: it is the remote that hangs all the same. */
  @Test
  void oneThatHangsIsLostUnlessCallersGaveItNoTime() {
    serving.prove();
    remote.hanging = true;
    for (int i = 0; i < 10; i++) {
      assertThrows(DeadlineException.class, () -> serving.run(ONE, System.nanoTime() + LIMIT.toNanos() / 4));
    }
    assertEquals(Optional.empty(), serving.trouble());
    for (int i = 0; i < 3; i++) {
      assertThrows(DeadlineException.class, () -> serving.run(ONE, System.nanoTime() + LIMIT.toNanos() - 1_000_000));
    }
    assertEquals("SP-MODEL-0059", serving.trouble().orElseThrow().code());
    assertThrows(OutOfServiceException.class, () -> serving.run(ONE));
  }

  @Test
  void afterAStartItMayBeAwayAndComesByItself() throws Exception {
    remote.failing = Optional.of(Kind.LOST);
    assertEquals(List.of(), serving.resume());
    assertThrows(EngineException.class, () -> serving.run(ONE));
    remote.failing = Optional.empty();
    await(() -> serving.trouble().isEmpty());
    serving.run(ONE);
  }

  @Test
  void aClosedOneIsNotAskedAnyMore() throws Exception {
    remote.metadata = Optional.of(new Refusal("SP-MODEL-0058", "away", "edge-2", "wait"));
    serving.resume();
    serving.close();
    remote.metadata = Optional.empty();
    CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)).get();
    assertEquals(0, remote.runs);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it did not happen");
      Thread.onSpinWait();
    }
  }

  private AuditLog log() {
    return (AuditLog) Proxy.newProxyInstance(RemoteServingTest.class.getClassLoader(), new Class<?>[] {AuditLog.class}, (proxy, method, arguments) -> {
      if (full) {
        throw new RefusedException(new Refusal("SP-AUDIT-0001", "the disk is full", "audit", "make room"));
      }
      recorded.add((AuditEntry) arguments[0]);
      return CompletableFuture.completedFuture(null);
    });
  }
}
