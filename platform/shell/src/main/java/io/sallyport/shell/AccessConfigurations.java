package io.sallyport.shell;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The console's rules on who may use what: {@code org.apache.karaf.command.acl.SCOPE}. Thread-safe. */
@Component(service = AccessConfigurations.class)
public final class AccessConfigurations {
  private static final String PREFIX = "org.apache.karaf.command.acl.";
  private final ConfigurationAdmin configurations;

  @Activate
  public AccessConfigurations(@Reference ConfigurationAdmin configurations) {
    this.configurations = configurations;
  }

  /**
   * Whether there is a rule that a command of this name may have been denied by: Karaf says "not found" of what a person may not use.
   *
   * @param command {@code SCOPE:NAME}, or {@code NAME} alone
   */
  boolean guards(String command) {
    int colon = command.indexOf(':');
    return colon > 0 ? !rules("(service.pid=" + PREFIX + escaped(command.substring(0, colon)) + ")").isEmpty()
        : rules("(service.pid=" + PREFIX + "*)").stream().flatMap(rules -> Collections.list(rules.keys()).stream()).anyMatch(key -> key.equals(command) || key.startsWith(command + "["));
  }

  /**
   * The roles that may use a command, whatever its arguments; empty if there is no rule for it.
   *
   * @param command {@code SCOPE:NAME}
   */
  List<String> roles(String command) {
    int colon = command.indexOf(':');
    String scope = command.substring(0, colon);
    String name = command.substring(colon + 1);
    return rules("(service.pid=" + PREFIX + escaped(scope) + ")").stream().findFirst()
        .flatMap(rules -> Optional.ofNullable(rules.get(name)).or(() -> Optional.ofNullable(rules.get("*"))))
        .map(roles -> java.util.Arrays.stream(roles.toString().split(",")).map(String::strip).filter(role -> !role.isEmpty()).toList()).orElse(List.of());
  }

  private List<Dictionary<String, Object>> rules(String filter) {
    try {
      return Optional.ofNullable(configurations.listConfigurations(filter)).stream().flatMap(java.util.Arrays::stream).map(Configuration::getProperties).filter(java.util.Objects::nonNull).toList();
    } catch (IOException | InvalidSyntaxException e) {
      return List.of();
    }
  }

  private static String escaped(String scope) {
    return scope.replaceAll("[^A-Za-z0-9_.-]", "?");
  }
}
