package io.sallyport.api.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignalBatchTest {
  private static final SignalId SIGNAL = new SignalId("pump-1", "pressure", "bar");
  private static final Instant TIME = Instant.parse("2026-11-24T09:00:00.123456789Z");

  @Test
  void aSampleKeepsItsTimeToTheNanosecondAlsoBefore1970() {
    for (Instant time : new Instant[] {TIME, Instant.parse("1969-12-31T23:59:59.999999999Z"), Instant.EPOCH}) {
      SignalBatch batch = SignalBatch.of(SIGNAL, time, 1.5, Quality.UNCERTAIN);
      assertEquals(1, batch.size());
      assertEquals(time, batch.time(0));
      assertEquals(1.5, batch.value(0));
      assertEquals(Quality.UNCERTAIN, batch.quality(0));
    }
    assertThrows(ArithmeticException.class, () -> SignalBatch.of(SIGNAL, Instant.MAX, 0, Quality.GOOD));
  }

  @Test
  void aBuilderGrowsAndBeginsAnewAfterEachBatch() {
    SignalBatch.Builder builder = SignalBatch.builder(SIGNAL);
    for (int i = 0; i < 100; i++) {
      builder.add(TIME.plusSeconds(i), i, Quality.GOOD);
    }
    SignalBatch first = builder.build();
    assertEquals(0, builder.size());
    SignalBatch second = builder.add(7L, Double.NaN, Quality.BAD).build();
    assertEquals(100, first.size());
    assertEquals(TIME.plusSeconds(99), first.time(99));
    assertEquals(99, first.value(99));
    assertEquals(1, second.size());
    assertEquals(7, second.nanos(0));
    assertEquals(Quality.BAD, second.quality(0));
    assertEquals(0, first.value(0), "the first batch does not change");
  }
}
