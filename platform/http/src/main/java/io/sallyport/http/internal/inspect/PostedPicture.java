package io.sallyport.http.internal.inspect;

import io.sallyport.api.image.Picture;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.http.internal.area.HttpRefusal;
import io.sallyport.http.internal.area.Query;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a picture from a request: a PNG or JPEG as it is, or grey values as {@code application/octet-stream} with {@code width} and {@code height}. */
final class PostedPicture {
  private static final int MOST = 8 << 20;
  private static final int BUFFER = 1 << 16;
  private static final long LONGEST_NANOS = 30_000_000_000L;

  private PostedPicture() {}

  /** @throws HttpRefusal 400, 408, 413, 415 */
  static Picture read(HttpServletRequest request, Query query) throws IOException {
    String type = String.valueOf(request.getContentType()).split(";", 2)[0].strip();
    if (request.getHeader("Content-Encoding") != null || !type.matches("image/(png|jpeg)|application/octet-stream")) {
      throw HttpRefusal.of(415, "SP-VISION-0023", "the body is no picture as it is", "Content-Type", "send image/png, image/jpeg, or grey values as application/octet-stream");
    }
    if (!type.startsWith("image/")) {
      int width = extent(query, "width");
      int height = extent(query, "height");
      byte[] grey = body(request);
      if (grey.length != (long) width * height) {
        throw HttpRefusal.of(400, "SP-VISION-0024", "the body has " + grey.length + " bytes, not width × height", "body", "send one byte a pixel, row by row");
      }
      return new Picture.Pixels(Tensor.of(DataType.UINT8, Shape.of(height, width), ByteBuffer.allocateDirect(grey.length).put(grey).flip()));
    }
    return new Picture.Encoded(ByteBuffer.wrap(body(request)));
  }

  private static int extent(Query query, String name) {
    String value = query.one(name).orElse("");
    if (!value.matches("[1-9][0-9]{0,3}")) {
      throw HttpRefusal.of(400, "SP-VISION-0025", "the " + name + " of the picture is missing or no number", "query", "add ?width=PIXELS&height=PIXELS");
    }
    return Integer.parseInt(value);
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > MOST) {
      throw tooLarge();
    }
    long begin = System.nanoTime();
    ServletInputStream in = request.getInputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      if (out.size() > MOST) {
        throw tooLarge();
      }
      if (System.nanoTime() - begin > LONGEST_NANOS) {
        throw HttpRefusal.of(408, "SP-HTTP-0026", "the body did not come within 30 s", "body", "send it faster");
      }
    }
    if (request.getContentLengthLong() > out.size()) {
      throw HttpRefusal.of(400, "SP-HTTP-0025", "the body ends too early", "Content-Length", "send it whole");
    }
    return out.toByteArray();
  }

  private static HttpRefusal tooLarge() {
    return HttpRefusal.of(413, "SP-HTTP-0013", "the picture exceeds " + MOST + " bytes", "body", "send a smaller one");
  }
}
