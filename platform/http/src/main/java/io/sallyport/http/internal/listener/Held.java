package io.sallyport.http.internal.listener;

import io.sallyport.trust.Json;
import java.nio.ByteBuffer;
import java.nio.channels.WritePendingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/** One connection: whether a request on it is at work, and since when it rests if none is. Thread-safe. */
final class Held {
  private final Connection connection;
  private final String address;
  private int atWork;
  private boolean asked;
  private boolean ended;
  private boolean headBegun;
  private long since;
  private long headSince;
  private long read;

  /** @param address whose it is, as it is counted and recorded */
  Held(Connection connection, String address, long now) {
    this.connection = connection;
    this.address = address;
    this.since = now;
  }

  String address() {
    return address;
  }

  /** The head of a request is there. */
  synchronized void begin() {
    atWork++;
    asked = true;
  }

  /** The request is answered. */
  synchronized void end(long now) {
    atWork--;
    since = now;
    headBegun = false;
    read = connection.getBytesIn();
  }

  synchronized boolean isAtRest() {
    return atWork == 0 && !ended;
  }

  /** Whether a request ever came on it. */
  synchronized boolean isAsked() {
    return asked;
  }

  synchronized long since() {
    return since;
  }

  /**
   * Why it is to be cut now, if so. To be asked often: a head begins when it is seen to have begun. Bytes below the level of HTTP – of a handshake,
   * of a record – keep no connection.
   *
   * @param head how long one may take; the first one is counted from the opening
   * @param rest how long nothing may come between two requests
   */
  synchronized Optional<Cut> overdue(long now, long head, long rest) {
    if (!isAtRest()) {
      return Optional.empty();
    }
    if (!headBegun && connection.getBytesIn() != read) {
      headBegun = true;
      headSince = asked ? now : since;
    }
    if (headBegun) {
      return now - headSince > head ? Optional.of(Cut.HEAD) : Optional.empty();
    }
    return now - since > (asked ? rest : head) ? Optional.of(Cut.REST) : Optional.empty();
  }

  /** Ends it; who has begun to write is told why. Not while a request is at work. @return whether it was this call that ended it */
  boolean end(Cut why) {
    synchronized (this) {
      if (!isAtRest()) {
        return false;
      }
      ended = true;
    }
    EndPoint peer = connection.getEndPoint();
    if (why != Cut.HEAD) {
      peer.close();
      return true;
    }
    try {
      peer.write(Callback.from(peer::close, failure -> peer.close()), answer(why));
    } catch (WritePendingException e) { // an answer is on its way after all
      peer.close();
    }
    return true;
  }

  private ByteBuffer answer(Cut why) {
    byte[] body = Json.write(Map.of("error", why.refusal("connection").message()));
    String head = "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\nContent-Length: "
        + body.length + "\r\n\r\n";
    return ByteBuffer.allocate(head.length() + body.length).put(head.getBytes(StandardCharsets.US_ASCII)).put(body).flip();
  }
}
