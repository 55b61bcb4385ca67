package io.sallyport.diode;

import io.sallyport.trust.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A receiver in a process of its own, to be killed. Says its port, then for each line of input how far its transfer is. */
public final class ReceiverProgram {
  private ReceiverProgram() {}

  public static void main(String[] arguments) throws IOException {
    Receiver receiver = new Receiver(Path.of(arguments[0]), 100_000_000, Duration.ofMinutes(1), TestMedium::judge, Clock.systemUTC(), new Silent());
    DiodeSocket socket = DiodeSocket.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), receiver, RuntimeException::printStackTrace);
    System.out.println(socket.address().getPort());
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    while (in.readLine() != null) {
      List<TransferStatus> transfers = receiver.transfers();
      System.out.println(transfers.isEmpty() ? "NONE 0 -"
          : transfers.get(0).state() + " " + transfers.get(0).complete() + " " + transfers.get(0).missing().map(MissingList::toString).orElse("-"));
    }
  }

  /** Nobody listens. */
  static final class Silent implements ReceiverListener {
    @Override
    public void begun(TransferStatus transfer) {}

    @Override
    public void completed(TransferStatus transfer) {}

    @Override
    public void silent(TransferStatus transfer) {}

    @Override
    public void refused(String session, Refusal refusal) {}
  }
}
