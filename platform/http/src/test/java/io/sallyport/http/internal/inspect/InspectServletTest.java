package io.sallyport.http.internal.inspect;

import static io.sallyport.http.internal.Wire.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.image.InspectionResult.Reason;
import io.sallyport.api.image.InspectionResult.Refused;
import io.sallyport.api.image.Picture;
import io.sallyport.http.internal.TestSettings;
import io.sallyport.http.internal.Wire;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectServletTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  @TempDir static Path data;
  private static Wire wire;

  @BeforeAll
  static void open() throws Exception {
    wire = new Wire(data, TestSettings.DEFAULT);
  }

  @AfterAll
  static void close() throws Exception {
    wire.close();
  }

  @AfterEach
  void asBefore() {
    wire.inspector.refusal = Optional.empty();
    wire.inspector.stations = Set.of("brick");
    wire.inspector.promoted = true;
    assertEquals(0, wire.inspector.open.get(), "leases held after the calls");
  }

  @Test
  void oneThatIsNotPromotedIsNotAskedAndOneThatIsAskedIsHeld() {
    assertEquals(200, post("/api/inspect/brick?item=a", "image/png", PNG).statusCode());
    assertEquals(1, wire.inspector.openWhenAsked);
    wire.inspector.asked = null;
    wire.inspector.promoted = false;
    assertRefused(404, "SP-VISION-0002", post("/api/inspect/brick?item=a", "image/png", PNG));
    assertEquals("{\"stations\":[]}", wire.get("/api/inspect").body());
    assertEquals(null, wire.inspector.asked);
  }

  @Test
  void aPictureIsHandedOverAsItIsAndTheVerdictComesBack() {
    HttpResponse<String> seen = post("/api/inspect/brick?item=part-1", "image/png", PNG);
    assertEquals(200, seen.statusCode(), seen::body);
    assertTrue(seen.body().contains("\"verdict\":\"rejected\"") && seen.body().contains("/api/inspect/brick/" + TestInspector.ID + "/overlay.png"), seen::body);
    assertEquals("part-1", wire.inspector.asked.item());
    byte[] handed = new byte[PNG.length];
    assertInstanceOf(Picture.Encoded.class, wire.inspector.asked.picture()).bytes().duplicate().get(handed);
    assertArrayEquals(PNG, handed);
    HttpResponse<byte[]> heat = wire.bytes(wire.to("/api/inspect/brick/" + TestInspector.ID + "/heat.png"));
    assertEquals("image/png", heat.headers().firstValue("Content-Type").orElseThrow());
    assertArrayEquals(TestInspector.HEAT, heat.body());
    assertEquals("{\"stations\":[\"brick\"]}", wire.get("/api/inspect").body());
  }

  @Test
  void greyValuesBecomeATensor() {
    assertEquals(200, post("/api/inspect/brick?item=a&width=3&height=2", "application/octet-stream", new byte[6]).statusCode());
    assertEquals("UINT8[2, 3]", assertInstanceOf(Picture.Pixels.class, wire.inspector.asked.picture()).tensor().toString());
    assertRefused(400, "SP-VISION-0024", post("/api/inspect/brick?item=a&width=3&height=2", "application/octet-stream", new byte[7]));
    assertRefused(400, "SP-VISION-0025", post("/api/inspect/brick?item=a&width=3", "application/octet-stream", new byte[6]));
  }

  @Test
  void whatIsRefusedHasAStatusThatSaysWhoseAffairItIs() {
    Map<Reason, Integer> statuses = Map.of(Reason.STATION, 404, Reason.PICTURE, 422, Reason.TOO_LARGE, 413, Reason.UNAVAILABLE, 503);
    statuses.forEach((reason, status) -> {
      wire.inspector.refusal = Optional.of(new Refused(reason, "SP-VISION-0004", "what", "next"));
      HttpResponse<String> seen = post("/api/inspect/brick?item=a", "image/jpeg", PNG);
      assertRefused(status, "SP-VISION-0004", seen);
      assertEquals(reason == Reason.UNAVAILABLE, seen.headers().firstValue("Retry-After").isPresent());
    });
  }

  @Test
  void whatLeadsNowhereIsSaid() {
    assertRefused(404, "SP-VISION-0002", post("/api/inspect/gravel?item=a", "image/png", PNG));
    assertRefused(400, "SP-VISION-0021", post("/api/inspect/brick", "image/png", PNG));
    assertRefused(415, "SP-VISION-0023", post("/api/inspect/brick?item=a", "image/tiff", PNG));
    assertRefused(415, "SP-VISION-0023", post("/api/inspect/brick?item=a", "application/x-www-form-urlencoded", PNG)); // curl's own choice
    assertRefused(400, "SP-HTTP-0034", post("/api/inspect/brick?part=a", "image/png", PNG));
    assertRefused(405, "SP-HTTP-0012", wire.get("/api/inspect/brick"));
    assertEquals(404, wire.get("/api/inspect/brick/" + TestInspector.ID + "/other.png").statusCode());
    assertEquals(404, wire.get("/api/inspect/brick/none/heat.png").statusCode());
    assertEquals(404, wire.get("/api/inspect/brick/00000000-0000-0000-0000-000000000000/heat.png").statusCode());
    assertRefused(413, "SP-HTTP-0013", post("/api/inspect/brick?item=a", "image/png", new byte[(8 << 20) + 1]));
    wire.inspector.stations = Set.of();
    assertRefused(404, "SP-VISION-0002", post("/api/inspect/brick?item=a", "image/png", PNG));
  }

  @Test
  void withoutAFittingTokenNothingIsLookedAt() {
    wire.inspector.asked = null;
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(PNG);
    assertEquals(401, wire.text(wire.anonymous("/api/inspect/brick?item=a").header("Content-Type", "image/png").POST(body)).statusCode());
    assertEquals(403, wire.text(wire.anonymous("/api/inspect/brick?item=a").header("Authorization", "Bearer " + wire.auditor).header("Content-Type", "image/png").POST(body)).statusCode());
    assertEquals(401, wire.text(wire.anonymous("/api/inspect")).statusCode());
    assertEquals(null, wire.inspector.asked);
  }

  private static HttpResponse<String> post(String path, String type, byte[] body) {
    return wire.text(wire.to(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }
}
