package io.sallyport.diode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.trust.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver with a clock that stands still, and what it told. */
final class TestReceiver implements AutoCloseable {
  static final Duration SILENCE = Duration.ofSeconds(30);
  private static final long QUOTA = 100_000_000;

  private final List<String> events = new CopyOnWriteArrayList<>();
  private volatile Instant now = Instant.parse("2026-11-24T08:00:00Z");
  private final Receiver receiver;

  TestReceiver(Path quarantine) {
    this(quarantine, QUOTA);
  }

  TestReceiver(Path quarantine, long quota) {
    receiver = new Receiver(quarantine, quota, SILENCE, TestMedium::judge, ((InstantSource) () -> now).withZone(ZoneOffset.UTC), new ReceiverListener() {
      @Override
      public void begun(TransferStatus transfer) {
        events.add("begun");
      }

      @Override
      public void completed(TransferStatus transfer) {
        events.add("completed");
      }

      @Override
      public void silent(TransferStatus transfer) {
        events.add("silent");
      }

      @Override
      public void refused(String session, Refusal refusal) {
        events.add(refusal.code());
      }
    });
  }

  Receiver receiver() {
    return receiver;
  }

  /** The clock stands still but for this. */
  void advance(Duration by) {
    now = now.plus(by);
  }

  List<String> events() {
    return events;
  }

  /** The one transfer that there is. */
  TransferStatus only() {
    assertEquals(1, receiver.transfers().size());
    return receiver.transfers().get(0);
  }

  void requireReceived(Path medium) {
    assertEquals(TransferStatus.State.COMPLETE, only().state(), () -> only().toString());
    assertEquals(TestMedium.content(medium), TestMedium.content(receiver.medium(only().session())));
  }

  @Override
  public void close() {
    receiver.close();
  }
}
