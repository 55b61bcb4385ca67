package io.sallyport.trust;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recursive descent over the decoded text; depth is bounded, so the stack is too. One use, one thread. */
final class JsonParser {
  private static final String NEXT = "replace the file by an intact copy";
  private final String text;
  private final String where;
  private final int maxDepth;
  private int at;
  private int depth;

  private JsonParser(String text, String where, int maxDepth) {
    this.text = text;
    this.where = where;
    this.maxDepth = maxDepth;
  }

  static Object parse(byte[] utf8, String where, Limits limits) {
    if (utf8.length > limits.maxBytes()) {
      throw Refusals.refuse("SP-TRUST-0004", "the JSON document has " + utf8.length + " bytes, at most " + limits.maxBytes() + " are allowed", where, NEXT);
    }
    JsonParser parser = new JsonParser(decode(utf8, where), where, limits.maxDepth());
    parser.space();
    Object value = parser.value();
    parser.space();
    if (parser.at < parser.text.length()) {
      throw parser.syntax("data after the JSON value");
    }
    return value;
  }

  private static String decode(byte[] utf8, String where) {
    try {
      return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw Refusals.refuse("SP-TRUST-0001", "the document is not valid UTF-8", where, NEXT, e);
    }
  }

  private Object value() {
    if (at >= text.length()) {
      throw syntax("the JSON document ends too early");
    }
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true", Boolean.TRUE);
      case 'f' -> literal("false", Boolean.FALSE);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private JsonObject object() {
    enter();
    Map<String, Object> members = new LinkedHashMap<>();
    space();
    if (!take('}')) {
      do {
        space();
        if (at >= text.length() || text.charAt(at) != '"') {
          throw syntax("a member name was expected");
        }
        String key = string();
        space();
        expect(':');
        space();
        Object value = value();
        if (members.containsKey(key)) {
          throw Refusals.refuse("SP-TRUST-0003", "the key \"" + Text.shown(key) + "\" occurs twice in one object", where, NEXT);
        }
        members.put(key, value);
        space();
      } while (take(','));
      expect('}');
    }
    depth--;
    return new JsonObject(members, where);
  }

  private List<Object> array() {
    enter();
    List<Object> items = new ArrayList<>();
    space();
    if (!take(']')) {
      do {
        space();
        items.add(value());
        space();
      } while (take(','));
      expect(']');
    }
    depth--;
    return Collections.unmodifiableList(items);
  }

  private String string() {
    int start = ++at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        return text.substring(start, at++);
      }
      if (c == '\\') {
        return escaped(start);
      }
      if (c < 0x20) {
        throw syntax("a control character inside a string");
      }
      at++;
    }
    throw syntax("the JSON document ends inside a string");
  }

  private String escaped(int start) {
    StringBuilder out = new StringBuilder().append(text, start, at);
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return paired(out);
      }
      if (c < 0x20) {
        throw syntax("a control character inside a string");
      }
      out.append(c == '\\' ? escape() : c);
    }
    throw syntax("the JSON document ends inside a string");
  }

  private char escape() {
    if (at >= text.length()) {
      throw syntax("the JSON document ends inside a string");
    }
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw syntax("an unknown escape in a string");
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++, at++) {
      char c = at < text.length() ? text.charAt(at) : ' ';
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw syntax("\\u needs four hexadecimal digits");
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private String paired(StringBuilder out) {
    if (Text.hasLoneSurrogate(out)) {
      throw syntax("a lone surrogate in a string");
    }
    return out.toString();
  }

  private Object number() {
    int start = at;
    take('-');
    if (!take('0')) {
      digits();
    }
    boolean integer = true;
    if (take('.')) {
      integer = false;
      digits();
    }
    if (take('e') || take('E')) {
      integer = false;
      if (!take('+')) {
        take('-');
      }
      digits();
    }
    String number = text.substring(start, at);
    try {
      if (integer) {
        return Long.valueOf(number);
      }
      double value = Double.parseDouble(number);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      at = start;
      throw syntax("an integer outside 64 bits");
    }
    at = start;
    throw syntax("a number too large for a double");
  }

  private void digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw syntax("a value was expected");
    }
  }

  private Object literal(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw syntax("a value was expected");
    }
    at += word.length();
    return value;
  }

  private void enter() {
    at++;
    if (++depth > maxDepth) {
      throw Refusals.refuse("SP-TRUST-0005", "the JSON document nests deeper than " + maxDepth + " levels", where, NEXT);
    }
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw syntax(at >= text.length() ? "the JSON document ends too early" : "'" + c + "' was expected");
    }
  }

  private void space() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  private RefusedException syntax(String what) {
    return Refusals.refuse("SP-TRUST-0002", what + " (character " + at + ")", where, NEXT);
  }
}
