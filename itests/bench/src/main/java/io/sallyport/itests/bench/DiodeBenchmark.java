package io.sallyport.itests.bench;

import io.sallyport.diode.DiodeSocket;
import io.sallyport.diode.Receiver;
import io.sallyport.diode.ReceiverListener;
import io.sallyport.diode.Sender;
import io.sallyport.diode.TransferStatus;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TargetsMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A medium over UDP on loopback, from the vendor's sender to the appliance's receiver and its quarantine on the disk, both in this JVM: how
 * fast the content arrives, whole, on a line that loses nothing, a twentieth, a fifth of the packets in bursts of ten. The carousel turns
 * until the receiver is complete. The metadata is read, its signatures are not checked: that is the importer's and costs milliseconds.
 */
final class DiodeBenchmark implements Benchmark {
  private static final List<Integer> LOSSES = List.of(0, 5, 20);
  private static final Duration SILENCE = Duration.ofMinutes(10);

  @Override
  public JsonObject run(Project project, Options options) {
    int mebibytes = options.get("mib", 128);
    int rate = options.get("rate", 40);
    Media medium = PayloadMedium.make(project, mebibytes);
    System.out.printf("%d MiB, sent at %d MB/s of datagrams%n%-10s %8s %8s %8s %10s %10s %10s%n", mebibytes, rate, "loss", "s", "MB/s", "passes", "packets", "lost", "overrun");
    List<JsonObject> runs = new ArrayList<>();
    for (int loss : LOSSES) {
      runs.add(measured(medium, loss, rate * 1e6));
    }
    System.out.println("MB/s, 10^6 bytes of the medium's files, until the last block is whole. Overrun: datagrams that arrived while 4 096 waited.");
    return JsonObject.builder().put("bench", "diode").put("mib", mebibytes).put("rate_mb_per_s", rate).put("mb_per_s", runs.get(0).number("mb_per_s")).put("runs", runs).build();
  }

  private static JsonObject measured(Media medium, int percent, double bytesPerSecond) {
    AtomicLong whole = new AtomicLong();
    Path quarantine = Folders.temporary("quarantine");
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Receiver receiver = new Receiver(quarantine, Long.MAX_VALUE, SILENCE, DiodeBenchmark::targets, Clock.systemUTC(), new Completion(whole));
        DiodeSocket socket = DiodeSocket.open(any, receiver, failure -> {
          throw failure;
        }); DatagramChannel line = DatagramChannel.open().connect(socket.address())) {
      LossyWire wire = new LossyWire(line::write, percent / 100.0);
      Sender sender = new Sender(medium.folder(), wire, bytesPerSecond, 0, Optional.empty());
      int[] passes = {1};
      long begin = System.nanoTime();
      sender.send((pass, blocks, of, packets) -> {
        if (whole.get() != 0) {
          sender.stop();
        } else {
          passes[0] = pass;
        }
      });
      double seconds = (whole.get() - begin) / 1e9;
      double speed = Math.round(sender.bytes() / 1e5 / seconds) / 10.0;
      System.out.printf("%8d %% %8.2f %8.1f %8d %10d %10d %10d%n", percent, seconds, speed, passes[0], wire.sent(), wire.lost(), socket.overrun());
      return JsonObject.builder().put("loss_percent", percent).put("mb_per_s", speed).put("seconds", Math.round(seconds * 100) / 100.0).put("passes", passes[0]).put("packets", wire.sent())
          .put("lost", wire.lost()).put("overrun", socket.overrun()).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Folders.delete(quarantine);
    }
  }

  /** The newest targets that lie there. */
  private static Map<String, TargetFile> targets(Path metadata) {
    Path newest = Folders.files(metadata, name -> name.matches("\\d+\\.targets\\.json")).stream()
        .max(java.util.Comparator.comparingInt(file -> Integer.parseInt(file.getFileName().toString().split("\\.")[0]))).orElseThrow();
    try {
      return TargetsMetadata.parse(Envelope.parse(Files.readAllBytes(newest), newest.toString()).signed(), SignaturePolicy.CLASSICAL).targets();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @param whole when it was, by {@link System#nanoTime} */
  private record Completion(AtomicLong whole) implements ReceiverListener {
    @Override
    public void begun(TransferStatus transfer) {}

    @Override
    public void completed(TransferStatus transfer) {
      whole.set(System.nanoTime());
    }

    @Override
    public void silent(TransferStatus transfer) {}

    @Override
    public void refused(String session, Refusal refusal) {
      throw new IllegalStateException(refusal.message());
    }
  }
}
