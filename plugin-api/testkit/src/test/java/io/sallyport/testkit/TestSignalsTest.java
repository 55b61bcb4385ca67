package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import io.sallyport.api.signal.Subscription;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SallyportTest
class TestSignalsTest {
  private static final SignalId PRESSURE = new SignalId("pump-1", "pressure", "bar");

  private final List<SignalBatch> got = Collections.synchronizedList(new ArrayList<>());

  @Test
  void whatIsSentHasBeenTakenByEveryConsumerWhenSendReturns(TestPlatform platform) {
    try (Subscription one = subscribe(platform); Subscription two = subscribe(platform)) {
      platform.signals().series("pump-1", "pressure", "bar").ramp(0, 9_999, 10_000).send();
      assertEquals(20_000, got.size());
      assertEquals(0, platform.signals().consumers().stream().mapToLong(consumer -> consumer.dropped()).sum());
      assertFalse(one.equals(two));
    }
  }

  @Test
  void aConsumerIsCalledOnAThreadOfThePlatform(TestPlatform platform) {
    List<String> threads = new ArrayList<>();
    try (Subscription subscription = platform.signals().subscribe("pump-1", Set.of(), batch -> threads.add(Thread.currentThread().getName()))) {
      platform.signals().series("pump-1", "pressure", "bar").hold(1, 3).send();
      assertEquals(List.of("sallyport-signals plugin 0.0.0"), threads.stream().distinct().toList(), subscription.toString());
    }
  }

  @Test
  void postedBeyondItsCapacityTheOldestAreDroppedAndCounted(TestPlatform platform) {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    platform.signals().capacity(3);
    try (Subscription subscription = platform.signals().subscribe("*", Set.of(), batch -> {
      got.add(batch);
      entered.countDown();
      await(leave);
    })) {
      List<SignalBatch> batches = platform.signals().series("pump-1", "pressure", "bar").ramp(0, 9, 10).toBatches();
      platform.signals().post(batches.get(0));
      await(entered);
      batches.subList(1, 10).forEach(platform.signals()::post);
      leave.countDown();
      platform.signals().settle();
      assertEquals(List.of(0.0, 7.0, 8.0, 9.0), got.stream().map(batch -> batch.value(0)).toList(), subscription.toString());
      assertEquals(6, platform.signals().consumers().get(0).dropped());
    }
  }

  @Test
  void aClosedSubscriptionGetsNothingAndClosingWaitsForTheDeliveryUnderWay(TestPlatform platform) throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Subscription subscription = platform.signals().subscribe("pump-1", Set.of("pressure"), batch -> {
      entered.countDown();
      await(leave);
      got.add(batch);
    });
    platform.signals().post(SignalBatch.of(PRESSURE, TestClock.START, 1, Quality.GOOD));
    await(entered);
    Thread closer = new Thread(subscription::close);
    closer.start();
    Await.until("closing", () -> closer.getState() == Thread.State.TIMED_WAITING);
    leave.countDown();
    closer.join();
    assertEquals(1, got.size());
    platform.signals().series("pump-1", "pressure", "bar").values(2).send();
    assertEquals(1, got.size());
  }

  @Test
  void aSeriesHasGapsDisorderStepsBackAndWhatIsNoNumber(TestPlatform platform) {
    Series series = platform.signals().series("pump-1", "pressure", "bar").every(Duration.ofMillis(20)).ramp(1, 3, 3).gap(Duration.ofSeconds(1)).nan(1)
        .bad(5, 1).gap(Duration.ofSeconds(-2)).values(6).batches(4);
    List<SignalBatch> batches = series.toBatches();
    assertEquals(List.of(4, 2), batches.stream().map(SignalBatch::size).toList());
    assertEquals(TestClock.START.plusMillis(40), batches.get(0).time(2));
    assertEquals(TestClock.START.plusMillis(1_060), batches.get(0).time(3));
    assertTrue(Double.isNaN(batches.get(0).value(3)));
    assertEquals(Quality.BAD, batches.get(1).quality(0));
    assertTrue(batches.get(1).time(1).isBefore(TestClock.START));
    List<Instant> shuffled = platform.signals().series("a", "b", "1").hold(1, 20).shuffled(7).toBatches().stream().map(batch -> batch.time(0)).toList();
    assertFalse(shuffled.equals(shuffled.stream().sorted().toList()));
    assertEquals(shuffled, platform.signals().series("a", "b", "1").hold(1, 20).shuffled(7).toBatches().stream().map(batch -> batch.time(0)).toList());
  }

  @Test
  void whatAConnectorDeliversIsKeptAndReachesConsumers(TestPlatform platform) {
    try (Subscription subscription = subscribe(platform)) {
      platform.signals().accept(SignalBatch.builder(PRESSURE).add(1, 10, Quality.GOOD).add(2, 11, Quality.BAD).build());
      assertEquals(new Sample(2, 11, Quality.BAD), platform.signals().awaitSample("pressure", sample -> !sample.good()));
      platform.signals().settle();
      assertEquals(1, got.size(), subscription.toString());
      platform.signals().clear();
      assertEquals(List.of(), platform.signals().samples("pressure"));
    }
  }

  @Test
  void aFileIsReplayedRowByRow(TestPlatform platform, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("rows.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("n,pressure,flow,label\n0,1.5,,calm\n1,NaN,7,calm\n2,2.5,8,alarm\n".getBytes(StandardCharsets.US_ASCII));
    }
    Replay replay = Replay.csv(file).signals("pump-1", "bar", "pressure").signals("pump-1", "m3/h", "flow").time(TestClock.START, Duration.ofSeconds(10));
    try (Subscription subscription = subscribe(platform)) {
      platform.signals().send(replay.batches());
      assertEquals(5, got.size(), subscription.toString());
    }
    assertTrue(Double.isNaN(got.get(1).value(0)));
    assertEquals(TestClock.START.plusSeconds(10), got.get(1).time(0));
    assertEquals("m3/h", got.get(2).signal().unit());
    assertEquals("alarm", replay.cell(2, "label"));
    assertEquals(TestClock.START.plusSeconds(20), replay.rows(2, 3).time(0));
    assertThrows(IllegalArgumentException.class, () -> replay.signals("pump-1", "bar", "pressures"));
  }

  @Test
  void aFileMayHoldItsTimes(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("rows.csv"), "at,v\n2026-02-03T04:05:06Z,1\n2026-02-03T04:05:07.5Z,2\n");
    Replay replay = Replay.csv(file).time("at").signals("a", "1", "v");
    assertEquals(Instant.parse("2026-02-03T04:05:07.500Z"), replay.batches(1).get(0).time(0));
    assertEquals(2, replay.size());
  }

  private Subscription subscribe(TestPlatform platform) {
    return platform.signals().subscribe("*", Set.of(), got::add);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
