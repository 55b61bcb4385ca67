package io.sallyport.itests.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of ours.
 *
 * @param scope such as {@code generation}
 * @param name such as {@code plan}
 * @param description one line
 */
public record ConsoleCommand(String scope, String name, String description) {
  private static final Pattern ANNOTATION = Pattern.compile("@Command\\(scope = \"([a-z]+)\", name = \"([a-z-]+)\", description = ((?:\"[^\"]*\"[\\s+]*)+)\\)");
  private static final Pattern ANY = Pattern.compile("^@Command\\b", Pattern.MULTILINE);
  private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

  /** The commands that a source declares. @throws IllegalArgumentException if one is written in a way this does not read */
  public static List<ConsoleCommand> in(String source) {
    List<ConsoleCommand> commands = new ArrayList<>();
    Matcher annotation = ANNOTATION.matcher(source);
    while (annotation.find()) {
      String description = JOINT.matcher(annotation.group(3).strip()).replaceAll("");
      commands.add(new ConsoleCommand(annotation.group(1), annotation.group(2), description.substring(1, description.length() - 1)));
    }
    if (ANY.matcher(source).results().count() != commands.size()) {
      throw new IllegalArgumentException("write @Command(scope = …, name = …, description = …) in: " + source.lines().findFirst().orElse(""));
    }
    return commands;
  }

  /** As it is typed. */
  public String typed() {
    return scope + ":" + name;
  }
}
