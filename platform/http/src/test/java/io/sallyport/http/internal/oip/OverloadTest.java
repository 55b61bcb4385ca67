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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OverloadTest {
  private static final String BODY = "{\"inputs\":[{\"name\":\"FP32\",\"datatype\":\"FP32\",\"shape\":[3],\"data\":[1,2,3]}]}";

  @TempDir
  Path data;

  @Test
  @Timeout(120)
  void whoComesBeyondTheBoundIsToldToComeAgain() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT.bounded(1, 4096, 8192))) {
      try (Socket slow = holding(wire, BODY.length())) {
        HttpResponse<String> busy = wire.infer(BODY);
        assertEquals(503, busy.statusCode());
        assertTrue(busy.body().contains("SP-HTTP-0014"), busy::body);
        assertEquals("1", busy.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(200, wire.get("/v2/models/echo").statusCode(), "reading goes on");
        slow.getOutputStream().write(BODY.substring(1).getBytes(StandardCharsets.US_ASCII));
        slow.getOutputStream().flush();
        assertTrue(new String(slow.getInputStream().readNBytes(15), StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200"));
      }
      untilAnswered(wire);
    }
  }

  @Test
  @Timeout(120)
  void allBodiesTogetherAreBounded() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT.bounded(4, 4096, 4096))) {
      try (Socket slow = holding(wire, 4096 - BODY.length() + 1)) {
        assertTrue(wire.infer(BODY).body().contains("SP-HTTP-0014"));
        assertEquals(0, slow.getInputStream().available());
      }
      untilAnswered(wire);
    }
  }

  /** A request of which one byte of the body has come, at work: another is turned away. If it was itself, because the other came first, it is made again. */
  private static Socket holding(Wire wire, int length) throws IOException {
    while (true) {
      Socket socket = half(wire, length);
      while (socket.getInputStream().available() == 0) {
        if (wire.infer(BODY).statusCode() == 503) {
          return socket;
        }
      }
      socket.close();
    }
  }

  private static Socket half(Wire wire, int length) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port);
    OutputStream out = socket.getOutputStream();
    out.write(("POST /v2/models/echo/infer HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + wire.operator + "\r\nContent-Length: " + length + "\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }

  /** Its place and its memory are given back once the connection is gone. */
  private static void untilAnswered(Wire wire) {
    while (wire.infer(BODY).statusCode() != 200) {
      Thread.onSpinWait();
    }
  }
}
