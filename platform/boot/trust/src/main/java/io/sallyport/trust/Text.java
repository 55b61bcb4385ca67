package io.sallyport.trust;

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

  /** For an error message: at most 120 characters, control characters replaced. */
  public static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().limit(120).forEach(c -> out.appendCodePoint(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c));
    return text.length() > 120 ? out + "…" : out.toString();
  }
}
