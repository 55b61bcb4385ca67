package io.sallyport.itests.house;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The access rules of one scope, from a {@code org.apache.karaf.command.acl.SCOPE.cfg}. */
public final class AccessRules {
  private final Properties rules = new Properties();

  /** @param text of the file */
  public AccessRules(String text) {
    try {
      rules.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who may use a command: roles separated by commas, {@code viewer} for everyone, {@code nobody} if it is closed. */
  public Optional<String> roles(String command) {
    return Optional.ofNullable(rules.getProperty(command));
  }

  /** The commands that have a rule of their own, those on arguments left out. */
  public Set<String> commands() {
    Set<String> commands = new TreeSet<>(rules.stringPropertyNames());
    commands.removeIf(name -> name.contains("["));
    return commands;
  }
}
