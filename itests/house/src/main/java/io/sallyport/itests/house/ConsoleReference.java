package io.sallyport.itests.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table of commands in the console's documentation, made from the annotations in platform/shell and the access rules in config/etc. */
public final class ConsoleReference {
  private static final String BEGIN = "<!-- commands: java -cp itests/house/target/classes io.sallyport.itests.house.ConsoleReference -->\n";
  private static final String END = "<!-- end of commands -->";

  private final House house;

  public ConsoleReference(House house) {
    this.house = house;
  }

  /** Writes the table into the page. */
  public static void main(String[] arguments) throws IOException {
    ConsoleReference reference = new ConsoleReference(House.find());
    Files.writeString(reference.page(), reference.replaced(House.text(reference.page())));
  }

  public Path page() {
    return house.root().resolve("karaf-assembly/src/main/docs/console.md");
  }

  /** All commands of ours, in alphabetical order. */
  public List<ConsoleCommand> commands() {
    return house.sources().stream().filter(file -> file.startsWith(house.root().resolve("platform/shell"))).flatMap(file -> ConsoleCommand.in(House.text(file)).stream())
        .sorted(Comparator.comparing(ConsoleCommand::typed)).toList();
  }

  /** The access rules of every scope of ours. */
  public Map<String, AccessRules> rules() {
    Map<String, AccessRules> rules = new TreeMap<>();
    commands().forEach(command -> rules.computeIfAbsent(command.scope(), scope -> {
      Path file = house.root().resolve("config/etc/org.apache.karaf.command.acl." + scope + ".cfg");
      return new AccessRules(Files.exists(file) ? House.text(file) : "");
    }));
    return rules;
  }

  /** That page with the table as it must be. @throws IllegalArgumentException if the page does not say where */
  public String replaced(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("the page lacks the line " + BEGIN + " or " + END);
    }
    return page.substring(0, begin + BEGIN.length()) + table() + page.substring(end);
  }

  private String table() {
    Map<String, AccessRules> rules = rules();
    StringBuilder table = new StringBuilder("| command | what it does | who |\n|---|---|---|\n");
    for (ConsoleCommand command : commands()) {
      String who = rules.get(command.scope()).roles(command.name()).orElse("nobody has said");
      table.append("| `").append(command.typed()).append("` | ").append(command.description().replace("|", "\\|")).append(" | ")
          .append(who.equals("viewer") ? "everyone" : who.replace(",", ", ")).append(" |\n");
    }
    return table.toString();
  }
}
