package io.sallyport.itests.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One version per library, in the root pom: other poms hold none but their parent's, written out. */
public final class PomVersions {
  private static final Pattern IGNORED = Pattern.compile("<!--.*?-->|<parent>.*?</parent>|<configuration>.*?</configuration>", Pattern.DOTALL);
  private static final Pattern VERSION = Pattern.compile("<([A-Za-z.-]*[Vv]ersion)>([^<$]*\\d[^<]*)</\\1>");

  private PomVersions() {}

  /** Versions that a pom writes out. */
  public static List<String> writtenOut(String pom) {
    List<String> versions = new ArrayList<>();
    Matcher version = VERSION.matcher(IGNORED.matcher(pom).replaceAll(""));
    while (version.find()) {
      if (!version.group(1).equals("modelVersion")) {
        versions.add(version.group());
      }
    }
    return versions;
  }
}
