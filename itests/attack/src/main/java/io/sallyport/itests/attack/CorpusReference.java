package io.sallyport.itests.attack;

import io.sallyport.itests.appliance.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tables of attacks in the documentation, made from the corpus. */
public final class CorpusReference {
  private static final String BEGIN = "<!-- attacks: java -cp 'itests/attack/target/classes:itests/attack/target/lib/*' io.sallyport.itests.attack.CorpusReference -->\n";
  private static final String END = "<!-- end of attacks -->";

  private CorpusReference() {}

  /** Writes the tables into the page. */
  public static void main(String[] arguments) throws IOException {
    Path page = page(Project.here());
    Files.writeString(page, replaced(Files.readString(page)));
  }

  static Path page(Project project) {
    return project.built("karaf-assembly/src/main/docs/attacks.md");
  }

  /** That page with the tables as they must be. @throws IllegalArgumentException if the page does not say where */
  static String replaced(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("the page lacks the line " + BEGIN + " or " + END);
    }
    return page.substring(0, begin + BEGIN.length()) + tables() + page.substring(end);
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    for (Group group : Corpus.groups()) {
      text.append("\n## ").append(group.title()).append("\n| case | what is attempted | refused by | code |\n|---|---|---|---|\n");
      group.cases().forEach(each -> text.append("| `").append(each.name()).append("` | ").append(each.threat().replace("|", "\\|")).append(" | ").append(each.guard().label()).append(" | ")
          .append(each.code().equals(Case.NONE) ? Case.NONE : "`" + each.code() + "`").append(" |\n"));
    }
    return text.append('\n').toString();
  }
}
