package io.sallyport.tck;

import io.sallyport.trust.site.PackageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The table of rules in the documentation, made from the rules. */
public final class RuleReference {
  private static final String BEGIN = "<!-- rules: java -cp 'plugin-api/tck/target/all/lib/*' io.sallyport.tck.RuleReference karaf-assembly/src/main/docs/partners/tck.md -->\n";
  private static final String END = "<!-- end of rules -->";

  private RuleReference() {}

  /** Writes the table into the page named. */
  public static void main(String[] arguments) throws IOException {
    Path page = Path.of(arguments[0]);
    Files.writeString(page, replaced(Files.readString(page)));
  }

  /** That page with the table as it must be. @throws IllegalArgumentException if the page does not say where */
  static String replaced(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("the page lacks the line " + BEGIN + " or " + END);
    }
    return page.substring(0, begin + BEGIN.length()) + table() + page.substring(end);
  }

  private static String table() {
    StringBuilder table = new StringBuilder("| rule | what is demanded | of | what goes wrong otherwise |\n|---|---|---|---|\n");
    for (Rule rule : Tck.rules()) {
      String kinds = rule.kinds().size() == PackageKind.values().length ? "all" : rule.kinds().stream().map(PackageKind::label).collect(Collectors.joining(", "));
      table.append("| `").append(rule.id()).append("` | ").append(rule.title().replace("|", "\\|")).append(" | ").append(kinds).append(" | ").append(rule.why().replace("|", "\\|")).append(" |\n");
    }
    return table.toString();
  }
}
