package io.sallyport.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditEntry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who holds connections without asking anything, while somebody asks properly. */
@Timeout(120)
class HeldConnectionsTest {
  private static final int PACE_MILLIS = 100;

  @TempDir
  Path data;
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private Socket connect(Wire wire) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port);
    sockets.add(socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Everything that comes until the other side closes; until then a byte of a head that never ends is sent again and again. */
  private static String trickling(Socket socket) throws IOException {
    socket.setSoTimeout(PACE_MILLIS);
    StringBuilder answer = new StringBuilder();
    try {
      while (true) {
        try {
          int read = socket.getInputStream().read();
          if (read < 0) {
            return answer.toString();
          }
          answer.append((char) read);
        } catch (SocketTimeoutException e) {
          send(socket, "a");
        }
      }
    } catch (IOException e) {
      return answer.toString(); // reset: what was sent after the end met a closed socket
    }
  }

  /** One whole answer with a length, on a connection that is kept. */
  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    int length = Integer.parseInt(head.toString().replaceAll("(?is).*content-length: *(\\d+).*", "$1"));
    return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  /** Those that have been answered by now, all of them so. */
  private static List<Socket> answered(List<Socket> waiting, String beginning) throws IOException {
    List<Socket> answered = new ArrayList<>();
    for (Socket socket : waiting) {
      if (socket.getInputStream().available() > 0) {
        String answer = answer(socket);
        assertTrue(answer.startsWith(beginning), answer);
        answered.add(socket);
      }
    }
    return answered;
  }

  /** Waits for the end of a connection on which nothing is sent. */
  private static boolean isClosed(Socket socket, int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static List<AuditEntry> cuts(Wire wire, String code) {
    return wire.audit.entries().stream().filter(entry -> entry.type().equals("http.cut") && entry.code().equals(Optional.of(code))).toList();
  }

  private static long figure(Wire wire, String why) {
    return wire.get("/metrics").body().lines().filter(line -> line.startsWith("sallyport_http_connections_cut_total{why=\"" + why + "\"} ")).mapToLong(line -> Long.parseLong(line.split(" ")[1])).sum();
  }

  @Test
  void aHeadThatComesByteByByteIsCutAndOthersAreServed() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT.connected(64, 64, 2))) {
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        slow.add(connect(wire));
        send(slow.get(i), "GET /v2/health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ");
      }
      Socket kept = connect(wire);
      send(kept, "GET /v2/health/live HTTP/1.1\r\nHost: x\r\n\r\n");
      assertTrue(answer(kept).endsWith("{\"live\":true}"));
      send(kept, "GET /v2/health/live HTTP/1.1\r\nX-Slow: ");
      assertEquals(200, wire.get("/v2").statusCode());
      for (Socket socket : slow) {
        String answer = trickling(socket);
        assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 408 "), answer);
      }
      String told = trickling(kept);
      assertTrue(told.isEmpty() || told.startsWith("HTTP/1.1 408 "), told);
      assertEquals(200, wire.get("/v2").statusCode());
      assertEquals(6, figure(wire, "head"));
      List<AuditEntry> recorded = cuts(wire, "SP-HTTP-0070");
      assertEquals(1, recorded.size(), "once for the episode: " + recorded);
      assertEquals(Optional.of("http:127.0.0.1"), recorded.get(0).source());
    }
  }

  @Test
  void whoStopsInTheHeadIsToldWhy() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT.connected(64, 64, 2))) {
      Socket half = connect(wire);
      send(half, "POST /v2/models/echo/infer HTTP/1.1\r\nHost: x\r\n");
      String answer = new String(half.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
      assertTrue(answer.contains("\r\n\r\n{\"error\":\"SP-HTTP-0070: "), answer);
      Socket silent = connect(wire);
      assertTrue(isClosed(silent, 10_000), "who says nothing at all has no longer");
      assertEquals(1, cuts(wire, "SP-HTTP-0070").size());
      assertEquals(1, figure(wire, "rest"));
    }
  }

  @Test
  void aHandshakeThatNeverEndsIsCutToo() throws Exception {
    TestKey.make(data);
    try (Wire wire = new Wire(data, TestSettings.DEFAULT.secured().connected(64, 64, 2))) {
      Socket shaking = connect(wire);
      shaking.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 252, 3, 3});
      trickling(shaking);
      SSLSocket half = (SSLSocket) TestKey.trusted(data).getSocketFactory().createSocket(connect(wire), "127.0.0.1", wire.port, true);
      send(half, "GET /v2/health/live HTTP/1.1\r\nHost: x\r\n");
      String answer = new String(half.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
      assertEquals(200, wire.get("/v2").statusCode());
    }
  }

  @Test
  void manyThatRestMakeRoomForWhoAsks() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT.connected(16, 16, 30))) {
      Socket asked = connect(wire);
      send(asked, "GET /v2/health/live HTTP/1.1\r\nHost: x\r\n\r\n");
      answer(asked);
      for (int i = 0; i < 60; i++) {
        connect(wire);
        if (i % 20 == 0) {
          assertEquals(200, wire.get("/v2").statusCode());
        }
      }
      assertEquals(200, wire.get("/v2").statusCode());
      send(asked, "GET /v2/health/live HTTP/1.1\r\nHost: x\r\n\r\n");
      assertTrue(answer(asked).endsWith("{\"live\":true}"), "who has asked before rests in peace while others have never asked");
      while (figure(wire, "room") < 40) { // until all of them were accepted
        assertEquals(200, wire.get("/v2").statusCode());
      }
      assertEquals(1, cuts(wire, "SP-HTTP-0072").size(), "once for the episode");
    }
  }

  @Test
  void oneAddressHasItsShareAndNoRequestAtWorkIsCut() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT.connected(16, 3, 30))) {
      List<Socket> atWork = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Socket socket = connect(wire);
        send(socket, "POST /v2/models/echo/infer HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + wire.operator + "\r\nContent-Length: 100\r\nConnection: close\r\nExpect: 100-continue\r\n\r\n");
        socket.setSoTimeout(10_000);
        assertEquals('H', socket.getInputStream().read(), "HTTP/1.1 100: it is at work, and waits for its body");
        atWork.add(socket);
      }
      assertTrue(isClosed(connect(wire), 10_000), "a fourth of the same address");
      send(atWork.get(0), " ".repeat(100));
      String answered = new String(atWork.get(0).getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(answered.contains("\r\n\r\nHTTP/1.1 400 "), answered);
      Optional<Socket> next = Optional.empty();
      while (next.isEmpty()) { // until the appliance has seen that one is gone
        Socket socket = connect(wire);
        send(socket, "GET /v2/health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        next = isClosed(socket, 10_000) ? Optional.empty() : Optional.of(socket);
      }
      assertEquals(1, cuts(wire, "SP-HTTP-0071").size(), "once for the episode");
    }
  }

  /** Nobody is known yet who writes the body of a login. */
  @Test
  void loginsThatNeverComeHoldNoThreadsThatOthersNeed() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT.connected(256, 256, 30))) {
      String half = "POST /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Socket socket = connect(wire);
        send(socket, half);
        slow.add(socket);
      }
      assertEquals(200, wire.get("/v2").statusCode());
      List<Socket> awaited = new ArrayList<>(slow);
      while (awaited.size() > 8) {
        awaited.removeAll(answered(awaited, "HTTP/1.1 503 "));
      }
      assertEquals(200, wire.get("/v2").statusCode());
      assertEquals(List.of(), answered(awaited, ""), "half of the places are one address's");
      try (Socket other = new Socket(InetAddress.getLoopbackAddress(), wire.port, InetAddress.getByName("127.0.0.2"), 0)) {
        other.setSoTimeout(10_000);
        String login = "{\"user\":\"olga\",\"password\":\"" + TestPeople.PASSWORD + "\"}";
        send(other, "POST /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: " + login.length() + "\r\n\r\n" + login);
        assertTrue(answer(other).startsWith("HTTP/1.1 201 "), "the other half is there for others");
      }
      for (Socket socket : slow) {
        socket.close();
      }
      while (wire.login("olga", TestPeople.PASSWORD).statusCode() == 503) {
        assertEquals(200, wire.get("/v2").statusCode());
      }
    }
  }

  /** A request whose answer is larger than what lies between the two sides takes: 12 MiB in binary. */
  private static void askForMuch(Wire wire, Socket socket) throws IOException {
    int values = 3 << 19;
    String body = "{\"parameters\":{\"binary_data_output\":true},"
        + "\"inputs\":[{\"name\":\"FP64\",\"datatype\":\"FP64\",\"shape\":[" + values / 3 + ",3],\"data\":[" + "0,".repeat(values - 1) + "0]}]}";
    send(socket, "POST /v2/models/echo/infer HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + wire.operator + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  private static TestSettings answering(int seconds) {
    return TestSettings.DEFAULT.bounded(2, 8 << 20, 128 << 20).read(seconds);
  }

  /** Takes a little of the answer now and then, until so many are cut; then all that still comes. @return what came in all */
  private static long sipping(Wire wire, Socket socket, int cut) throws IOException {
    socket.setSoTimeout(10_000);
    byte[] sip = new byte[1_000];
    long taken = 0;
    try {
      while (figure(wire, "answer") < cut) {
        taken += socket.getInputStream().read(sip);
        pause(socket);
      }
      return taken + socket.getInputStream().readAllBytes().length;
    } catch (IOException e) {
      return taken; // reset, or no end of TLS
    }
  }

  /** For a moment nothing is taken: of this test's own, beside the connection. */
  private static void pause(Socket other) throws IOException {
    try (ServerSocket quiet = new ServerSocket(0, 1, other.getLocalAddress())) {
      quiet.setSoTimeout(PACE_MILLIS / 2);
      quiet.accept().close();
    } catch (SocketTimeoutException e) {
      // nobody comes
    }
  }

  /** What lies between the two sides is small, so that the other side waits for this one. */
  private Socket narrow(Wire wire) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), wire.port));
    return socket;
  }

  @Test
  void anAnswerThatIsNotTakenHoldsNoThreadForEver() throws Exception {
    try (Wire wire = new Wire(data, answering(1))) {
      List<Socket> slow = List.of(narrow(wire), narrow(wire));
      for (Socket socket : slow) {
        askForMuch(wire, socket);
      }
      for (Socket socket : slow) {
        assertTrue(sipping(wire, socket, 2) < 3L << 22, "the rest never came");
      }
      assertEquals(2, figure(wire, "answer"));
      List<AuditEntry> recorded = cuts(wire, "SP-HTTP-0081");
      assertEquals(1, recorded.size(), "once for the episode: " + recorded);
      assertEquals(Optional.of("http:127.0.0.1"), recorded.get(0).source());
      while (wire.infer("{\"inputs\":[{\"name\":\"FP32\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]}").statusCode() == 503) { // until both places are given back
        assertEquals(200, wire.get("/v2").statusCode());
      }
    }
  }

  @Test
  void overTlsNeither() throws Exception {
    TestKey.make(data);
    try (Wire wire = new Wire(data, answering(1).secured())) {
      SSLSocket slow = (SSLSocket) TestKey.trusted(data).getSocketFactory().createSocket(narrow(wire), "127.0.0.1", wire.port, true);
      askForMuch(wire, slow);
      assertTrue(sipping(wire, slow, 1) < 3L << 22, "the rest never came");
      assertEquals(1, figure(wire, "answer"));
    }
  }

  @Test
  void whoTakesAnAnswerSlowlyButInTimeGetsAllOfIt() throws Exception {
    try (Wire wire = new Wire(data, answering(30))) {
      Socket slow = narrow(wire);
      askForMuch(wire, slow);
      slow.setSoTimeout(10_000);
      long taken = slow.getInputStream().readNBytes(1_000).length;
      for (int i = 0; i < 20; i++) {
        pause(slow);
      }
      taken += slow.getInputStream().readAllBytes().length;
      assertTrue(taken > 3L << 22, "all: " + taken);
      assertEquals(0, figure(wire, "answer"));
      assertEquals(List.of(), cuts(wire, "SP-HTTP-0081"));
    }
  }

  @Test
  void theRestOfABodyThatIsTooLargeIsNotAwaitedForEver() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT)) {
      for (int i = 0; i < 8; i++) {
        send(connect(wire), "POST /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 20000\r\n\r\n{");
      }
      for (Socket socket : List.copyOf(sockets)) {
        String answer = trickling(socket);
        assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 413 "), answer);
      }
      assertEquals(200, wire.get("/v2").statusCode());
    }
  }
}
