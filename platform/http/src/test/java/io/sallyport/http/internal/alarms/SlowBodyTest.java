package io.sallyport.http.internal.alarms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.internal.TestSettings;
import io.sallyport.http.internal.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person begins a request, and sends its body when they are somebody else. */
class SlowBodyTest {
  private static final Duration WAIT = Duration.ofSeconds(30);

  @TempDir
  Path data;

  @Test
  void whoseAccessEndedMeanwhileChangesNothingAndAnotherPersonDoes() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT)) {
      assertTrue(answer(wire, "olga", () -> wire.realm.disable("olga", "ada")).contains(" 401 "));
      assertEquals(List.of(), wire.alarms.steps);
      assertTrue(answer(wire, "ada", () -> {}).contains(" 200 "));
      assertEquals(1, wire.alarms.steps.size());
    }
  }

  @Test
  void whoseRoleWasWithdrawnMeanwhileChangesNothing() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT)) {
      assertTrue(answer(wire, "olga", () -> wire.realm.changeRoles("olga", Set.of("auditor"), "ada")).contains(" 401 "));
      assertEquals(List.of(), wire.alarms.steps);
    }
  }

  /** @param meanwhile happens after the person was let in and before the body comes */
  private static String answer(Wire wire, String user, Runnable meanwhile) throws IOException {
    String cookie = wire.cookie(user);
    String body = "{\"seen\":\"" + wire.alarms.alarm.revision() + "\"}";
    Instant before = used(wire, user);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port)) {
      socket.setSoTimeout((int) WAIT.toMillis());
      send(socket, "POST /api/alarms/AL-000001/acknowledge HTTP/1.1\r\nHost: 127.0.0.1:" + wire.port + "\r\nCookie: " + cookie
          + "\r\nOrigin: http://127.0.0.1:" + wire.port + "\r\nSallyport-Request: 1\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
          + "\r\n\r\n" + body.charAt(0));
      assertTimeoutPreemptively(WAIT, () -> {
        while (!used(wire, user).isAfter(before)) {
          Thread.onSpinWait();
        }
      });
      meanwhile.run();
      send(socket, body.substring(1));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)).readLine();
    }
  }

  private static Instant used(Wire wire, String user) {
    return wire.sessions.sessions().stream().filter(session -> session.user().id().equals(user)).findFirst().orElseThrow().used();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }
}
