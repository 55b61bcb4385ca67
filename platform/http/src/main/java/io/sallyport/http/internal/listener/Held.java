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

/** One connection: whether a request on it is at work, for how long its answer waits, and since when it rests if none is. Thread-safe. */
final class Held {
  private final Connection connection;
  private final String address;
  private int atWork;
  private boolean asked;
  private boolean ended;
  private boolean headBegun;
  private long since;
  private long headSince;
  private boolean writing;
  private long writingSince;
  private long waited;
  private boolean unread;
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
    waited = 0;
  }

  /** The request is answered. */
  synchronized void end(long now) {
    atWork--;
    since = now;
    headBegun = false;
    read = connection.getBytesIn();
  }

  /** A part of an answer is about to be written, which may wait for its reader. */
  synchronized void beginWrite(long now) {
    writing = true;
    writingSince = now;
  }

  /** It is written, or never will be. */
  synchronized void endWrite(long now) {
    if (writing) {
      writing = false;
      unread = false;
      waited += now - writingSince;
    }
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
   * of a record – keep no connection. The first head is counted from the opening; an answer counts the times in which a part of it waited.
   */
  synchronized Optional<Cut> overdue(long now, ConnectionGuard.Bounds bounds) {
    if (!isAtRest()) {
      unread = !ended && writing && waited + now - writingSince > bounds.answer();
      return unread ? Optional.of(Cut.ANSWER) : Optional.empty();
    }
    if (!headBegun && connection.getBytesIn() != read) {
      headBegun = true;
      headSince = asked ? now : since;
    }
    if (headBegun) {
      return now - headSince > bounds.head() ? Optional.of(Cut.HEAD) : Optional.empty();
    }
    return now - since > (asked ? bounds.rest() : bounds.head()) ? Optional.of(Cut.REST) : Optional.empty();
  }

  /** Ends it; who has begun to write is told why. Not while a request is at work, unless nobody takes its answer. @return whether it was this call that ended it */
  boolean end(Cut why) {
    synchronized (this) {
      if (why == Cut.ANSWER ? ended || !unread : !isAtRest()) {
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
