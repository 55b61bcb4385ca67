package io.sallyport.itests.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is shipped does the same on every machine: in no source is anything left to the machine's language, character set or time zone. Under an Arabic locale
 * {@code String.format("%06d", 1)} writes other digits, under a Turkish one {@code "ID".toLowerCase()} another letter.
 */
public final class MachineDefaults {
  private static final Pattern USE = Pattern.compile(String.join("|",
      "\\bString\\.format\\((?!\\s*Locale\\.)", "\\.formatted\\(", "\\.printf\\((?!\\s*Locale\\.)", "\\bDateTimeFormatter\\.ofPattern\\((?![^;]*\\bLocale\\.)",
      "\\bto(?:Lower|Upper)Case\\(\\)", "\\bString::to(?:Lower|Upper)Case\\b", "\\bLocale\\.getDefault\\(",
      "\\.getBytes\\(\\)", "\\bnew File(?:Reader|Writer)\\((?![^;]*\\bStandardCharsets\\.)", "\\bnew (?:InputStreamReader|OutputStreamWriter)\\((?![^;]*\\bStandardCharsets\\.)",
      "\\bdefaultCharset\\(", "\\bsystemDefault\\(", "\\bsystemDefaultZone\\(", "\\bTimeZone\\.getDefault\\(",
      "\\b(?:Local(?:Date|Time|DateTime)|ZonedDateTime|OffsetDateTime)\\.now\\(\\)", "\\bnew (?:Date|GregorianCalendar)\\(\\)"));
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);

  private MachineDefaults() {}

  /** Such uses in a source, comments left out. */
  public static List<String> used(String source) {
    List<String> used = new ArrayList<>();
    Matcher use = USE.matcher(COMMENT.matcher(source).replaceAll(""));
    while (use.find()) {
      used.add(use.group());
    }
    return used;
  }
}
