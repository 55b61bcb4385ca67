package io.sallyport.http.internal.oip;

import io.sallyport.http.internal.area.HttpRefusal;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The body of a request in memory: a JSON document, then binary tensors if there are any. Where the request says how long both are, the
 * tensors go straight into the memory from which the model will read them; else they are copied there.
 *
 * @param bytes the JSON document, and what may lie behind it
 * @param json length of the JSON document
 * @param tensors direct, little-endian, position 0: what follows the JSON document
 */
record Body(byte[] bytes, int json, ByteBuffer tensors) {
  private static final long NANOS = 1_000_000_000L;
  private static final long LONGEST_NANOS = 60 * NANOS;
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");
  static final String HEADER = "Inference-Header-Content-Length";

  /** Reads it whole. Its memory is counted before it is taken. @throws HttpRefusal 400, 408, 413, 415, 503 */
  static Body read(HttpServletRequest request, WorkPlaces.Place place, int largest) throws IOException {
    if (request.getHeader("Content-Encoding") != null) {
      throw HttpRefusal.of(415, "SP-HTTP-0024", "the body is encoded", "Content-Encoding", "send it as it is");
    }
    long declared = request.getContentLengthLong();
    if (declared > largest) {
      throw tooLarge(largest);
    }
    return declared >= 0 ? readDeclared(request, place, (int) declared) : readChunked(request, place, largest);
  }

  /** Length of the body but for its JSON document. */
  int binary() {
    return tensors.limit();
  }

  private static Body readDeclared(HttpServletRequest request, WorkPlaces.Place place, int length) throws IOException {
    OptionalInt said = json(request, length);
    int json = said.orElse(length);
    int heap = length - json > DirectSlab.LARGEST_KEPT ? length : json; // who announces much and sends nothing must not make us reserve what only a collection frees
    long begin = System.nanoTime();
    ServletInputStream in = request.getInputStream();
    byte[] bytes = place.memory().body(heap);
    for (int read = 0; read < heap; requireInTime(begin)) {
      read += some(in, bytes, read, heap - read, read, length);
    }
    ByteBuffer tensors = place.memory().inputs().take(length - json).put(bytes, json, heap - json);
    byte[] chunk = place.memory().chunk();
    for (; tensors.hasRemaining(); requireInTime(begin)) {
      int count = some(in, chunk, 0, Math.min(chunk.length, tensors.remaining()), json + tensors.position(), length);
      tensors.put(chunk, 0, count);
    }
    return new Body(bytes, require(said, length), tensors.flip());
  }

  private static int some(ServletInputStream in, byte[] bytes, int at, int most, int read, int length) throws IOException {
    int more = in.read(bytes, at, most);
    if (more < 0) {
      throw HttpRefusal.of(400, "SP-HTTP-0025", "the body ends after " + read + " of " + length + " bytes", "Content-Length", "send it whole");
    }
    return more;
  }

  private static Body readChunked(HttpServletRequest request, WorkPlaces.Place place, int largest) throws IOException {
    ServletInputStream in = request.getInputStream();
    long begin = System.nanoTime();
    int length = 0;
    while (true) {
      byte[] bytes = place.memory().body(Math.min(largest, length + 1) + 1);
      int read = in.read(bytes, length, Math.min(bytes.length, largest + 1) - length);
      if (read < 0) {
        int json = require(json(request, length), length);
        return new Body(bytes, json, place.memory().inputs().take(length - json).put(bytes, json, length - json).flip());
      }
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

  /** What the request says of the JSON document's length; without a word of it, the whole body's. Empty if it cannot be. */
  private static OptionalInt json(HttpServletRequest request, int length) {
    String header = request.getHeader(HEADER);
    if (header == null) {
      return OptionalInt.of(length);
    }
    return LENGTH.matcher(header).matches() && Integer.parseInt(header) <= length ? OptionalInt.of(Integer.parseInt(header)) : OptionalInt.empty();
  }

  private static int require(OptionalInt json, int length) {
    return json.orElseThrow(() -> HttpRefusal.of(400, "SP-HTTP-0016", "it is not the length of a JSON document at the beginning of this body", HEADER,
        "give it in bytes, at most the body's length of " + length));
  }
}
