package io.sallyport.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextTest {
  private static final String OBEYED = "a\u001b[2J\r\nb\u009b2J\u202ec";

  @Test
  void aRefusalQuotesNothingThatATerminalObeys() {
    Refusal refusal = new Refusal("SP-X-0001", OBEYED, OBEYED, OBEYED);
    String shown = "a\uFFFD[2J\uFFFD b\uFFFD2J\uFFFDc";
    assertEquals("SP-X-0001: " + shown + " – " + shown + " – " + shown, refusal.message());
    String usual = "Grüße – 日本 😀 \"x\"";
    assertSame(usual, new Refusal("SP-X-0001", usual, "y", "z").what());
  }

  /** Escaped, not lost: a program reads the same. */
  @Test
  void jsonIsEscapedAndSaysTheSame() {
    String tag = new String(Character.toChars(0xE0041));
    JsonObject object = JsonObject.builder().put("x", "\u007f\u009b2J\u202e" + tag + "ü").build();
    String json = Text.harmlessJson(new String(Json.write(object), StandardCharsets.UTF_8));
    assertEquals("{\"x\":\"\\u007f\\u009b2J\\u202e\\udb40\\udc41ü\"}", json);
    assertEquals(object.string("x"), Json.parseObject(json.getBytes(StandardCharsets.UTF_8), "x").string("x"));
  }
}
