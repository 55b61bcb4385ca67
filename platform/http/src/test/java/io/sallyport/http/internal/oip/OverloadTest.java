package io.sallyport.http.internal.oip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.internal.TestSettings;
import io.sallyport.http.internal.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverloadTest {
  private static final String BODY = "{\"inputs\":[{\"name\":\"FP32\",\"datatype\":\"FP32\",\"shape\":[3],\"data\":[1,2,3]}]}";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long PAUSE = 20_000_000;

  @TempDir
  Path data;

  @Test
  void whoComesBeyondTheBoundIsToldToComeAgain() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT.bounded(1, 4096, 8192))) {
      assertEquals(200, wire.infer(BODY).statusCode());
      try (Socket slow = half(wire, BODY.length())) {
        HttpResponse<String> busy = until(wire, 503);
        assertTrue(busy.body().contains("SP-HTTP-0014"), busy::body);
        assertEquals("1", busy.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(200, wire.get("/v2/models/echo").statusCode(), "reading goes on");
        slow.getOutputStream().write(BODY.substring(1).getBytes(StandardCharsets.US_ASCII));
        slow.getOutputStream().flush();
        assertTrue(new String(slow.getInputStream().readNBytes(15), StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200"));
      }
      assertEquals(200, until(wire, 200).statusCode());
    }
  }

  @Test
  void allBodiesTogetherAreBounded() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT.bounded(4, 4096, 4096))) {
      try (Socket slow = half(wire, 4096 - BODY.length() + 1)) {
        assertTrue(until(wire, 503).body().contains("SP-HTTP-0014"));
      }
      assertEquals(200, until(wire, 200).statusCode(), "its memory is given back when the connection breaks");
    }
  }

  /** A request of which one byte of the body has come. */
  private static Socket half(Wire wire, int length) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port);
    OutputStream out = socket.getOutputStream();
    out.write(("POST /v2/models/echo/infer HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + wire.operator + "\r\nContent-Length: " + length + "\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }

  /** Asks until the status comes: the other request is on its way in, or out. */
  private static HttpResponse<String> until(Wire wire, int status) {
    long end = System.nanoTime() + SOON.toNanos();
    HttpResponse<String> response = wire.infer(BODY);
    while (response.statusCode() != status && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE);
      response = wire.infer(BODY);
    }
    return response;
  }
}
