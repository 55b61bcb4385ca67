package io.sallyport.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The console: every command is documented and has an access rule; one without would be for admins only. */
class ConsoleTest {
  private static final House HOUSE = House.find();
  private static final ConsoleReference REFERENCE = new ConsoleReference(HOUSE);
  /** Commands of Karaf that act as the service user, or change what the rules are. */
  private static final List<String> CLOSED = List.of("shell:exec", "shell:java", "shell:new", "shell:nano", "shell:edit", "shell:source", "shell:.invoke", "shell:.redirect",
      "shell:cat", "shell:less", "shell:more", "shell:tac", "config:edit", "config:update", "config:property-set", "config:property-append", "config:property-delete",
      "config:delete", "config:install", "system:property", "bundle:update", "bundle:watch", "ssh:ssh", "ssh:sshd");

  @Test
  void everyCommandIsDocumented() {
    String page = House.text(REFERENCE.page());
    assertEquals(REFERENCE.replaced(page), page, "run ConsoleReference");
    assertTrue(REFERENCE.commands().size() >= 40, "only " + REFERENCE.commands().size() + " commands were found");
  }

  @Test
  void everyCommandHasARuleAndEveryRuleACommand() {
    Set<String> commands = REFERENCE.commands().stream().map(ConsoleCommand::typed).collect(Collectors.toCollection(TreeSet::new));
    Set<String> ruled = new TreeSet<>();
    REFERENCE.rules().forEach((scope, rules) -> rules.commands().forEach(name -> ruled.add(scope + ":" + name)));
    assertEquals(Set.of(), without(commands, ruled), "commands without a rule");
    assertEquals(Set.of(), without(ruled, commands), "rules without a command");
  }

  @Test
  void whatWouldActAsTheServiceUserIsClosed() {
    List<String> open = new ArrayList<>();
    for (String command : CLOSED) {
      String[] parts = command.split(":");
      Path file = HOUSE.root().resolve("config/etc/org.apache.karaf.command.acl." + parts[0] + ".cfg");
      if (!new AccessRules(House.text(file)).roles(parts[1]).equals(Optional.of("nobody"))) {
        open.add(command);
      }
    }
    assertEquals(List.of(), open);
  }

  @Test
  void annotationsAreRead() {
    assertEquals(List.of(new ConsoleCommand("model", "list", "One, two")), ConsoleCommand.in("@Service\n@Command(scope = \"model\", name = \"list\", description = \"One, \"\n    + \"two\")\n"));
    assertEquals(List.of(), ConsoleCommand.in("/** Not a @Command at all. */"));
    assertThrows(IllegalArgumentException.class, () -> ConsoleCommand.in("@Command(scope = SCOPE, name = \"x\", description = \"y\")"));
  }

  @Test
  void aPageWithoutACommandOrPlaceForItIsNoticed() {
    String page = House.text(REFERENCE.page());
    String row = page.lines().filter(line -> line.startsWith("| `generation:approve`")).findFirst().orElseThrow();
    String without = page.replace(row + "\n", "");
    assertFalse(REFERENCE.replaced(without).equals(without));
    assertThrows(IllegalArgumentException.class, () -> REFERENCE.replaced("# Console\n"));
  }

  private static Set<String> without(Set<String> these, Set<String> others) {
    Set<String> left = new TreeSet<>(these);
    left.removeAll(others);
    return left;
  }
}
