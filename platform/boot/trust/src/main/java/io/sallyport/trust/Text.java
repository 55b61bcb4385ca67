package io.sallyport.trust;

import java.util.Locale;

/** Small helpers on strings that came from outside. No state. */
public final class Text {
  private Text() {}

  static boolean hasLoneSurrogate(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  /** For a terminal, in as many lines as it has: what a terminal would obey, or what turns or hides the text that follows, becomes U+FFFD. */
  public static String harmless(String text) {
    if (text.codePoints().noneMatch(Text::isObeyed)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(isObeyed(c) ? '\uFFFD' : c));
    return out.toString();
  }

  /** As {@link #harmless}, in one line. */
  public static String line(String text) {
    return harmless(text).replace('\n', ' ');
  }

  /** A JSON document with everything escaped that {@link #harmless} replaces: another text, the same content. */
  public static String harmlessJson(String json) {
    if (json.codePoints().noneMatch(Text::isObeyed)) {
      return json;
    }
    StringBuilder out = new StringBuilder(json.length());
    json.codePoints().forEach(c -> {
      if (isObeyed(c)) {
        for (char half : Character.toChars(c)) {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) half));
        }
      } else {
        out.appendCodePoint(c);
      }
    });
    return out.toString();
  }

  private static boolean isObeyed(int c) {
    return c != '\n' && c != '\t' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  /** For an error message: at most 120 characters, control characters replaced. */
  public static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().limit(120).forEach(c -> out.appendCodePoint(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c));
    return text.length() > 120 ? out + "…" : out.toString();
  }
}
