package io.sallyport.http.internal.oip;

import io.sallyport.http.internal.area.HttpRefusal;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * The body of a request in memory: a JSON document, then binary tensors if there are any.
 *
 * @param bytes longer than the body
 * @param length of the body
 * @param json length of the JSON document
 */
record Body(byte[] bytes, int length, int json) {
  private static final long NANOS = 1_000_000_000L;
  private static final long LONGEST_NANOS = 60 * NANOS;
  static final String HEADER = "Inference-Header-Content-Length";

  /** Reads it whole. @throws HttpRefusal 400, 413, 415, 503 */
  static Body read(HttpServletRequest request, WorkPlaces.Place place, int largest) throws IOException {
    if (request.getHeader("Content-Encoding") != null) {
      throw HttpRefusal.of(415, "SP-HTTP-0024", "the body is encoded", "Content-Encoding", "send it as it is");
    }
    long declared = request.getContentLengthLong();
    if (declared > largest) {
      throw tooLarge(largest);
    }
    int length = declared >= 0 ? readDeclared(request.getInputStream(), place, (int) declared) : readChunked(request.getInputStream(), place, largest);
    return new Body(place.memory().body(), length, json(request.getHeader(HEADER), length));
  }

  private static int readDeclared(ServletInputStream in, WorkPlaces.Place place, int length) throws IOException {
    place.grow(length);
    byte[] bytes = place.memory().body(length);
    long begin = System.nanoTime();
    int read = 0;
    while (read < length) {
      int more = in.read(bytes, read, length - read);
      if (more < 0) {
        throw HttpRefusal.of(400, "SP-HTTP-0025", "the body ends after " + read + " of " + length + " bytes", "Content-Length", "send it whole");
      }
      read += more;
      requireInTime(begin);
    }
    return length;
  }

  private static int readChunked(ServletInputStream in, WorkPlaces.Place place, int largest) throws IOException {
    long begin = System.nanoTime();
    int length = 0;
    while (true) {
      byte[] bytes = place.memory().body(Math.min(largest, length + 1) + 1);
      int read = in.read(bytes, length, Math.min(bytes.length, largest + 1) - length);
      if (read < 0) {
        return length;
      }
      place.grow(read);
      length += read;
      if (length > largest) {
        throw tooLarge(largest);
      }
      requireInTime(begin);
    }
  }

  /** A client that trickles its body must not keep its place for ever; one that says nothing at all is cut off by the listener. */
  private static void requireInTime(long begin) {
    if (System.nanoTime() - begin > LONGEST_NANOS) {
      throw HttpRefusal.of(408, "SP-HTTP-0026", "the body did not come within " + LONGEST_NANOS / NANOS + " s", "body", "send it faster");
    }
  }

  private static HttpRefusal tooLarge(int largest) {
    return HttpRefusal.of(413, "SP-HTTP-0013", "the body exceeds " + largest + " bytes", "body", "send less, or raise body.max.bytes in io.sallyport.http");
  }

  private static int json(String header, int length) {
    if (header == null) {
      return length;
    }
    if (!header.matches("[0-9]{1,9}") || Integer.parseInt(header) > length) {
      throw HttpRefusal.of(400, "SP-HTTP-0016", "it is not the length of a JSON document at the beginning of this body", HEADER, "give it in bytes, at most the body's length of " + length);
    }
    return Integer.parseInt(header);
  }

  boolean isBinary() {
    return json < length;
  }
}
