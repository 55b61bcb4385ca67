package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.diode.DiodeSocket;
import io.sallyport.diode.Receiver;
import io.sallyport.diode.ReceiverCounts;
import io.sallyport.trust.ListenAddress;
import io.sallyport.trust.RefusedException;
import io.sallyport.vault.DiodeStatus;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The receiver at its port, or the reason why it is not there: a port that cannot be opened must not take the rest away. Thread-safe. */
final class ReceiverPort implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiverPort.class);

  private final String address;
  private final Optional<Receiver> receiver;
  private final Optional<DiodeSocket> socket;
  private final Optional<RefusedException> problem;

  private ReceiverPort(String address, Optional<Receiver> receiver, Optional<DiodeSocket> socket, Optional<RefusedException> problem) {
    this.address = address;
    this.receiver = receiver;
    this.socket = socket;
    this.problem = problem;
  }

  /** Recorded before it listens. */
  static ReceiverPort open(String host, int port, Supplier<Receiver> making, DiodeRecords records) {
    String address = host + ":" + port;
    Optional<InetAddress> local = ListenAddress.parse(host);
    if (local.isEmpty()) {
      return broken(address, refuse("SP-DIODE-0008", "listen.address is no IP address, and names are not looked up", address, "give the address of a network card"));
    }
    Receiver receiver = null;
    try {
      records.listening(address);
      receiver = making.get();
      DiodeSocket socket = DiodeSocket.open(new InetSocketAddress(local.get(), port), receiver, failure -> LOG.error("The diode's receiver failed", failure));
      return new ReceiverPort(address, Optional.of(receiver), Optional.of(socket), Optional.empty());
    } catch (RefusedException e) {
      return broken(address, receiver, e);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      return broken(address, receiver, refuse("SP-DIODE-0008", "the receiver cannot listen: " + e, address, "correct listen.address and listen.port", e));
    }
  }

  private static ReceiverPort broken(String address, Receiver receiver, RefusedException problem) {
    if (receiver != null) {
      receiver.close();
    }
    return broken(address, problem);
  }

  private static ReceiverPort broken(String address, RefusedException problem) {
    LOG.error(problem.refusal().message());
    return new ReceiverPort(address, Optional.empty(), Optional.empty(), Optional.of(problem));
  }

  Optional<Receiver> receiver() {
    return receiver;
  }

  /** Why there is no receiver. */
  RefusedException refusal() {
    return problem.orElseThrow();
  }

  DiodeStatus.Listening status() {
    try {
      int buffer = socket.isPresent() ? socket.get().socketBuffer() : 0;
      return new DiodeStatus.Listening(address, problem.map(refused -> refused.refusal().message()), buffer, socket.map(DiodeSocket::overrun).orElse(0L),
          receiver.map(Receiver::counts).orElse(new ReceiverCounts(0, 0, 0, 0, 0)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (socket.isPresent()) {
      socket.get().close();
    }
    receiver.ifPresent(Receiver::close);
  }
}
