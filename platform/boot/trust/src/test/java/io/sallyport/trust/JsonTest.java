package io.sallyport.trust;

import static io.sallyport.trust.KeysTest.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void typedAccessNamesDocumentAndField() {
    JsonObject json = parse("{\"a\":1,\"b\":[\"x\"],\"c\":{\"d\":1.5},\"e\":true,\"f\":null}");
    assertEquals(1, json.integer("a"));
    assertEquals(List.of("x"), json.strings("b"));
    assertEquals(1.5, json.object("c").number("d"));
    assertTrue(json.bool("e"));
    assertTrue(json.optionalString("zz").isEmpty());
    RefusedException wrong = org.junit.jupiter.api.Assertions.assertThrows(RefusedException.class, () -> json.object("c").string("d"));
    assertTrue(wrong.getMessage().contains("test: c") && wrong.getMessage().contains("\"d\""), wrong.getMessage());
    assertCode("SP-TRUST-0006", () -> json.integer("zz"));
    assertCode("SP-TRUST-0006", () -> json.optionalString("f"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\":1}x", "{\"a\":1,}", "[1,]", "{a:1}", "01", "1.", "+1", ".5", "-", "NaN", "1e999", "9223372036854775808", "\"\\ud800\"", "\"\\udc00x\"",
      "\"\\u12\"", "\"a\nb\"", "\"\\x\"", "\"abc", "tru", "{\"a\" 1}", "\uFEFF{}", "{\"a\":\"\\ud83d\\u0041\"}"})
  void badSyntaxIsRefused(String text) {
    assertCode("SP-TRUST-0002", () -> Json.parse(text.getBytes(StandardCharsets.UTF_8), "test"));
  }

  @Test
  void attacksAreRefused() {
    assertCode("SP-TRUST-0003", () -> parse("{\"a\":1,\"\\u0061\":2}"));
    assertCode("SP-TRUST-0005", () -> parse("{\"a\":" + "[".repeat(100_000)));
    assertCode("SP-TRUST-0004", () -> Json.parse(new byte[11], "test", Limits.bytes(10)));
    assertCode("SP-TRUST-0001", () -> Json.parse(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}, "test"));
    assertCode("SP-TRUST-0001", () -> Json.parse(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}, "test"));
    assertCode("SP-TRUST-0006", () -> parse("[]"));
  }

  @Test
  void writesWhatItReads() {
    String text = "{\"z\":[1,-2,3.5,true,null,\"\\u0001 \\\" \\\\ é 😀\"],\"a\":{}}";
    assertEquals(text, new String(Json.write(parse(text)), StandardCharsets.UTF_8));
    assertEquals(parse(text), parse(Json.pretty(parse(text))));
    assertCode("SP-TRUST-0007", () -> Json.write(Double.NaN));
    assertCode("SP-TRUST-0007", () -> Json.write("\ud800"));
  }

  /** Vectors checked against securesystemslib's encoder. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "{\"b\":1,\"a\":[]}|{\"a\":[],\"b\":1}",
      "{\"A\":\"\\n\\t\\u0001é\\\"\\\\/\",\"\":{}}|`{\"\":{},\"A\":\"\n\t\u0001é\\\"\\\\/\"}`",
      "[true,false,null,-0,12]|[true,false,null,0,12]",
      "{\"\\uffff\":1,\"\\ud83d\\ude00\":2}|{\"\uffff\":1,\"😀\":2}"})
  void canonicalForm(String in, String out) {
    assertEquals(out, new String(CanonicalJson.encode(Json.parse(in.getBytes(StandardCharsets.UTF_8), "test")), StandardCharsets.UTF_8));
  }

  @Test
  void canonicalFormHasNoFractions() {
    assertCode("SP-TRUST-0007", () -> CanonicalJson.encode(Map.of("a", 1.5)));
    assertCode("SP-TRUST-0007", () -> CanonicalJson.encode(parse("{\"a\":1e2}")));
  }

  private static JsonObject parse(String text) {
    return Json.parseObject(text.getBytes(StandardCharsets.UTF_8), "test");
  }
}
